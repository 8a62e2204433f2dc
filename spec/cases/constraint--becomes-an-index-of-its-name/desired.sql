CREATE TABLE stock (
  id integer PRIMARY KEY,
  sku text NOT NULL,
  shelf integer NOT NULL,
  held int4range NOT NULL,
  CONSTRAINT stock_span EXCLUDE USING gist (held WITH &&)
);
CREATE UNIQUE INDEX stock_sku ON stock (sku) INCLUDE (shelf);
CREATE INDEX stock_shelf ON stock (shelf) WHERE shelf > 10;
CREATE INDEX stock_held ON stock USING gist (held);
CREATE TABLE sale (id integer PRIMARY KEY, sku text NOT NULL CONSTRAINT sale_sku REFERENCES stock (sku) ON DELETE CASCADE);
COMMENT ON INDEX stock_sku IS 'one row an article, with its shelf';
CREATE TABLE client (id integer PRIMARY KEY, mail text NOT NULL, deleted_at timestamptz);
CREATE UNIQUE INDEX client_mail ON client (lower(mail)) WHERE deleted_at IS NULL;
CREATE TABLE login (id integer PRIMARY KEY, mail varchar(90) COLLATE "C" NOT NULL, deleted_at timestamptz);
CREATE UNIQUE INDEX login_mail ON login (mail) WHERE deleted_at IS NULL;

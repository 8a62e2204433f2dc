CREATE TABLE stock (
  id integer PRIMARY KEY,
  sku text NOT NULL,
  shelf integer NOT NULL,
  held int4range NOT NULL,
  CONSTRAINT stock_sku UNIQUE (sku),
  CONSTRAINT stock_shelf UNIQUE (shelf),
  CONSTRAINT stock_held EXCLUDE USING gist (held WITH &&)
);
CREATE INDEX stock_span ON stock USING gist (held);
CREATE TABLE sale (id integer PRIMARY KEY, sku text NOT NULL CONSTRAINT sale_sku REFERENCES stock (sku) ON DELETE CASCADE);
COMMENT ON CONSTRAINT stock_sku ON stock IS 'one row an article';
CREATE TABLE client (id integer PRIMARY KEY, mail text NOT NULL, CONSTRAINT client_mail UNIQUE (mail));
CREATE TABLE login (id integer PRIMARY KEY, mail text NOT NULL, CONSTRAINT login_mail UNIQUE (mail));

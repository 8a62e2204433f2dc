CREATE TABLE other (id int PRIMARY KEY);
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := now(); RETURN NEW; END $$;
CREATE TABLE t (
  id bigint GENERATED ALWAYS AS IDENTITY (START 100) PRIMARY KEY,
  other_id int NOT NULL REFERENCES other ON DELETE CASCADE,
  name varchar(40) COLLATE "C" NOT NULL DEFAULT 'nameless',
  price numeric(10,2) CHECK (price >= 0),
  total numeric GENERATED ALWAYS AS (price * 2) STORED,
  kind kind DEFAULT 'a',
  tags text[] DEFAULT '{}',
  data jsonb,
  span tstzrange,
  at timestamptz DEFAULT now(),
  UNIQUE (other_id, name),
  EXCLUDE USING gist (span WITH &&)
) WITH (fillfactor = 80);
CREATE INDEX t_data ON t USING gin (data jsonb_path_ops);
CREATE INDEX t_low ON t (lower(name)) INCLUDE (price) WHERE price > 1;
CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t FOR SELECT TO reader USING (price > 0);
GRANT SELECT, UPDATE (name, price) ON t TO reader;
COMMENT ON TABLE t IS 'everything';
COMMENT ON COLUMN t.price IS 'in euro';
CREATE VIEW v AS SELECT t.*, o.id AS o FROM t JOIN other o ON o.id = t.other_id;

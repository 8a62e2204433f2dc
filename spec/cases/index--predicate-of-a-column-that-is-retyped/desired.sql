CREATE TYPE product_status AS ENUM ('draft', 'published');
CREATE TABLE product (id bigint PRIMARY KEY, title text NOT NULL, status product_status NOT NULL DEFAULT 'draft');
CREATE INDEX product_title ON product (title);
CREATE TABLE visit (id bigint PRIMARY KEY, at timestamptz NOT NULL);
CREATE INDEX visit_day ON visit (((at AT TIME ZONE 'UTC')::date));

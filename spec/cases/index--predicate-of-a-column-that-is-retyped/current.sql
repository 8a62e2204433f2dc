CREATE TABLE product (id bigint PRIMARY KEY, title text NOT NULL, status text NOT NULL DEFAULT 'draft');
CREATE INDEX product_title ON product (title) WHERE status = 'published';
CREATE TABLE visit (id bigint PRIMARY KEY, at timestamp NOT NULL);
CREATE INDEX visit_day ON visit ((at::date));

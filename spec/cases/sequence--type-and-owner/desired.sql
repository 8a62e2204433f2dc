CREATE SEQUENCE s AS bigint;
CREATE TABLE a (id int);
CREATE TABLE b (id bigint DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY b.id;
CREATE SCHEMA s;
-- tidemark: renamed from public.moving
CREATE TABLE s.moving (n int NOT NULL);
-- tidemark: renamed from public.moving_n_seq
CREATE SEQUENCE s.count AS int OWNED BY s.moving.n;
ALTER TABLE s.moving ALTER n SET DEFAULT nextval('s.count');

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int, m mood DEFAULT 'ok');
-- types made of it: on the way back they are made again, and their columns hold text meanwhile
CREATE DOMAIN m AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad' OR true);
CREATE DOMAIN mm AS m NOT NULL;
CREATE TYPE pair AS (a mood, b m);
CREATE TYPE moods AS RANGE (subtype = mood);
CREATE TABLE u (id int, a m, b mm, c pair, d pair[], e moods, UNIQUE (id, a)) PARTITION BY LIST (id);
CREATE TABLE u1 PARTITION OF u (a DEFAULT 'sad') DEFAULT;
CREATE INDEX u_c ON u (((c).a));
CREATE VIEW w AS SELECT a, (c).b FROM u;

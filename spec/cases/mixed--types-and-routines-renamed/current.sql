CREATE SCHEMA s;
CREATE TYPE s.mood AS ENUM ('a', 'b'); CREATE TYPE s.point2 AS (x int); CREATE DOMAIN s.mark AS int CHECK (VALUE > 0);
CREATE TABLE s.t (e s.mood DEFAULT 'a', c s.point2, d s.mark);
CREATE FUNCTION s.f(x s.mood) RETURNS s.mark LANGUAGE sql AS 'select 1';
CREATE VIEW s.v AS SELECT * FROM s.t WHERE e = 'a';
GRANT SELECT ON s.v TO reader;

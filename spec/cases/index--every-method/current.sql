CREATE TABLE t (id int, a text, b int, j jsonb, v tsvector, p point, i inet);

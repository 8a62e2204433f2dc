CREATE DOMAIN code AS text;
CREATE TABLE part (id int, code code, were code[]);
CREATE TYPE pair AS (a text, n int, b text);
CREATE TABLE box (id int, holds pair);

CREATE DOMAIN code AS varchar(5);
CREATE TABLE part (id int, code code, were code[]);
CREATE TYPE pair AS (b varchar(4), a text);
CREATE TABLE box (id int, holds pair);

-- case: rename index public.old_name:new_name
CREATE TABLE t (id int, a text);
CREATE INDEX new_name ON t (a);
COMMENT ON INDEX new_name IS 'x';

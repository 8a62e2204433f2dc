-- case: rename public.t.a:b
-- case: rename public.t.b:a
CREATE TABLE t (id int, b text, a text);

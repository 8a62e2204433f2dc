-- case: rename public.t.a:b
-- case: rename public.t.b:c
CREATE TABLE t (id int, b int, c text);

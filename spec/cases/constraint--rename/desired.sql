-- case: rename table constraint public.p.old_pk:new_pk
-- case: rename table constraint public.t.old_fk:new_fk
-- case: rename table constraint public.t.old_ck:new_ck
CREATE TABLE p (id int CONSTRAINT new_pk PRIMARY KEY);
CREATE TABLE t (id int CONSTRAINT new_fk REFERENCES p, n int CONSTRAINT new_ck CHECK (n > 0));

CREATE TABLE t (id serial PRIMARY KEY, n int);
CREATE TABLE u (id bigserial PRIMARY KEY, n int);

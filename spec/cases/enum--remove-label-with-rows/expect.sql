SELECT count(*) = 2 AND bool_and(m IN ('sad', 'ok')) FROM t;
SELECT many = '{ok,sad}' FROM t WHERE id = 1;

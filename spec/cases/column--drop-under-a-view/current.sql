CREATE TABLE t (id int PRIMARY KEY, gone text, kept text);
CREATE INDEX t_gone ON t (gone, kept);
CREATE VIEW v AS SELECT id, gone, kept FROM t;
CREATE VIEW w AS SELECT id FROM v;
GRANT SELECT ON v, w TO reader;
COMMENT ON VIEW w IS 'stays';

CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id, upper(a) AS a FROM t WITH NO DATA;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_a ON m (a) WHERE id > 0;
CREATE VIEW over AS SELECT count(*) AS n FROM m;
GRANT SELECT ON m, over TO reader;
COMMENT ON MATERIALIZED VIEW m IS 'made';

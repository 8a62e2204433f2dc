CREATE FUNCTION me() RETURNS name LANGUAGE sql STABLE AS 'SELECT current_user';
CREATE TABLE t (id int, owner text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t TO reader, writer USING (owner = me());
COMMENT ON POLICY p ON t IS 'own rows';

CREATE TABLE t (id int, owner text);
CREATE POLICY a ON t USING (owner = current_user);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;

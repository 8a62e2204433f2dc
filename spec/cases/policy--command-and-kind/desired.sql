CREATE TABLE a (id int);
CREATE TABLE t (id int, owner text);
CREATE POLICY p ON t FOR UPDATE USING (id IN (SELECT id FROM a)) WITH CHECK (id > 1);

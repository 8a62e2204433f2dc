CREATE TABLE a (id int PRIMARY KEY, n serial);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
CREATE VIEW va AS SELECT * FROM a;
CREATE VIEW vb AS SELECT b.id, va.n FROM b JOIN va ON va.id = b.a_id;
CREATE FUNCTION fa(x a) RETURNS int LANGUAGE sql AS 'SELECT x.n';

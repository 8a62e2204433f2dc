INSERT INTO hits (page) VALUES ('x');

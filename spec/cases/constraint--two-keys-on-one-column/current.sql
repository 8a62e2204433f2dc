CREATE TABLE card (id int, code text);

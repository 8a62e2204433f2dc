INSERT INTO person VALUES (1,'a','s','c'),(2,'b','s','d');
INSERT INTO human_data VALUES (1,'a');

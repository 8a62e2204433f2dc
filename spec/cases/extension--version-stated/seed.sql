INSERT INTO u VALUES ('A', '{B}', 'C');

INSERT INTO mail VALUES (1, 'x'), (2, 'y');

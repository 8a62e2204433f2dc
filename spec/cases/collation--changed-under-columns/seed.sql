INSERT INTO word VALUES (1, 'Hello', 'x', 'a'), (2, 'hellO', 'X', 'b');

INSERT INTO word VALUES (1, 'Hello', 'x', 'a'), (2, 'hellO', 'X', 'b');
INSERT INTO heard VALUES ('Hi', '{Ho}');

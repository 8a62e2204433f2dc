INSERT INTO acct (nm, state) VALUES ('A', 'open');
INSERT INTO score VALUES (1, 2);

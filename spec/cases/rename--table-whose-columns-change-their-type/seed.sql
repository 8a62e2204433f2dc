INSERT INTO acct (nm, state) VALUES ('A', 'open');

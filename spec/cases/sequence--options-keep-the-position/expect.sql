SELECT nextval('s') > 12;

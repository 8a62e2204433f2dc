CREATE TABLE item (
  id int, code text NOT NULL, shelf int NOT NULL, pile int,
  CONSTRAINT item_code UNIQUE (code),
  CONSTRAINT item_shelf PRIMARY KEY (shelf),
  CONSTRAINT item_pile UNIQUE (pile) INCLUDE (id),
  CONSTRAINT item_both UNIQUE (id, pile) DEFERRABLE
);
COMMENT ON CONSTRAINT item_both ON item IS 'no pile twice';

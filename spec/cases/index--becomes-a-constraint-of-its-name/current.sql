CREATE TABLE item (id int, code text NOT NULL, shelf int NOT NULL, pile int);
CREATE UNIQUE INDEX item_code ON item (code);
CREATE INDEX item_shelf ON item (shelf);
CREATE UNIQUE INDEX item_pile ON item (pile) INCLUDE (id);
CREATE UNIQUE INDEX item_both ON item (id DESC, pile);
COMMENT ON INDEX item_both IS 'newest first';

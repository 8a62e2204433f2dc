CREATE TABLE t (id int, a varchar(10), b int, c timestamp, d numeric(6,2), e char(3), f date, g int DEFAULT 4, h text[], i text);

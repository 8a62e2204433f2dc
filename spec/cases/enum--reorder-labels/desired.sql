CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TABLE t (id int, s size);
COMMENT ON TYPE size IS 'how big';

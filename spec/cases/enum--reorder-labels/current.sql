CREATE TYPE size AS ENUM ('large', 'small', 'medium');
CREATE TABLE t (id int, s size);
COMMENT ON TYPE size IS 'how big';

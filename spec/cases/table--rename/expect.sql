SELECT count(*) = 2 FROM invoice;
SELECT nextval(pg_get_serial_sequence('invoice', 'id')) = 3;

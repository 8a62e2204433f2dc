INSERT INTO t VALUES ('12', '"a"=>"1"', '"b"=>"2"');
INSERT INTO k VALUES (ROW(7, 'u'));

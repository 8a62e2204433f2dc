SELECT b = 2 AND c = 'b' AND d = '2026-01-01' FROM t;
SELECT last_value = 1 AND is_called FROM fourth_z_seq;

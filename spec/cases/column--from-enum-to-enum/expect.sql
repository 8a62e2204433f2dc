SELECT string_agg(feels::text, ',' ORDER BY id) = 'calm,loud' FROM day;

SELECT string_agg(feels::text, ',' ORDER BY id) = 'calm,loud' AND string_agg(felt::text || tags::text, ',' ORDER BY id) = '{calm,loud}{loud},{}{}' FROM day;

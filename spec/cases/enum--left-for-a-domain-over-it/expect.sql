SELECT (a::text, b::text, many::text, c::text, d::text) = ('x', 'one', '{x,NULL}', 'k', 'y') FROM t WHERE id = 1;

SELECT (SELECT count(*) FROM pg_constraint WHERE conname IN ('k_key', 'n_positive', 'n_unique', 'n_parent', 'lower', 'higher')) = 6;

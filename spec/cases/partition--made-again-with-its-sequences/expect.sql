SELECT count(*) = 2 FROM k;
SELECT nextval('k_id_seq') = 11;
SELECT nextval('k_c_seq') = 3;
SELECT nextval('e_id_seq') = 3;
SELECT nextval('e_c_seq') = 3;
SELECT nextval('m_id_seq') = 2;
SELECT nextval('m_n_seq') = 10;

select nextval('a2_id_seq')=8;

select nextval('new.t_id_seq')=3;
select nextval('new.sq')=3;

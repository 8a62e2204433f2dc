select count(*)=2 from person;
select count(*)=1 from human;

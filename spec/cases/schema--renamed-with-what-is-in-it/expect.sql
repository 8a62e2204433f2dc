SELECT count(*) = 1 FROM new.people WHERE email = 'x@y' AND s = 'a';
SELECT users_id = 3 FROM new.crate;

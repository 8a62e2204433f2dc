SELECT were[2] = 'bcdef' FROM part WHERE id = 1;
SELECT (holds).b = 'four' AND (holds).a = 'a,"b' FROM box WHERE id = 1;

INSERT INTO "my schema"."a""b" VALUES (1, 'x', 2);

CREATE TABLE "user" ("order" int PRIMARY KEY, "table" text);

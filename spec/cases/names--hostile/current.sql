CREATE SCHEMA "my schema";
CREATE TABLE "my schema"."a""b" ("x.y" int PRIMARY KEY, "SELECT" text, "ünï 🐘" int);
CREATE VIEW "my schema"."v'q" AS SELECT "x.y" FROM "my schema"."a""b";

CREATE TABLE "user" ("order" int PRIMARY KEY, "table" text, "limit" int, "end" int DEFAULT 1, "check" int CHECK ("check" > "end"));
CREATE INDEX "group" ON "user" ("limit", "end");
CREATE VIEW "all" AS SELECT "order" AS "select" FROM "user";

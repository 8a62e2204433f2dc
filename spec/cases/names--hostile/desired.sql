CREATE SCHEMA "my schema";
CREATE TYPE "my schema"."E,1" AS ENUM ('it''s', 'back\slash', '"');
CREATE TABLE "my schema"."a""b" ("x.y" int PRIMARY KEY, "SELECT" text NOT NULL DEFAULT $q$a'b\c$q$, "ünï 🐘" bigint, "e e" "my schema"."E,1" DEFAULT 'it''s');
CREATE INDEX "i;--" ON "my schema"."a""b" ("SELECT");
CREATE VIEW "my schema"."v'q" AS SELECT "x.y", "ünï 🐘" AS "$1" FROM "my schema"."a""b";
CREATE FUNCTION "my schema"."f(x)"("a b" int, "$2" text DEFAULT '$$') RETURNS text LANGUAGE sql AS $f$ SELECT '$f' || "$2" $f$;
COMMENT ON COLUMN "my schema"."a""b"."SELECT" IS '-- not a comment; DROP TABLE x; /*';
CREATE TABLE "this_name_has_sixty_three_bytes_and_not_one_more_than_that_____" (id serial PRIMARY KEY, "another_name_of_sixty_three_bytes_that_makes_long_default_names" int UNIQUE);

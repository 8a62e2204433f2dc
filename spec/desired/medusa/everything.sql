-- What MikroORM 6 writes for the models of everything.cjs (Medusa 2.21.2), recorded by npm run medusa.
create schema if not exists "app";
create table "city" ("id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "city_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_city_deleted_at" ON "city" ("deleted_at") WHERE deleted_at IS NULL;

create table "everything" ("a" text not null, "b" integer not null, "s" serial not null, "big" numeric not null default 10.5, "bigs" numeric not null default '12', "bign" numeric null, "fl" real not null default 1.5, "bo" boolean not null default true, "bof" boolean null default false, "dt" timestamptz null, "js" jsonb not null default '{"a":"x"}', "jsa" jsonb not null default '[1]', "arr" text[] not null default '{a,b c}', "arre" text[] not null default '{}', "en" text check ("en" in ('a', 'b')) not null default 'a', "en1" text check ("en1" in ('only')) null, "num" smallint not null, "t" text not null default 'its', "tn" text null default 'x', "u" text not null, "camelCase" text not null, "nidx" integer not null default 0, "idp" text not null, "veryLongColumnNameThatGoesOnAndOnUntilItIsFarTooLongForPostgres" text not null, "very_long_enum_name_that_goes_on_and_on_until_it_is_too_long_x" text check ("very_long_enum_name_that_goes_on_and_on_until_it_is_too_long_x" in ('x', 'y')) not null, "raw_big" jsonb not null default '{"value":"10.5","precision":20}', "raw_bigs" jsonb not null default '{"value":"12","precision":20}', "raw_bign" jsonb null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "everything_pkey" primary key ("a", "b"), constraint everything_check check (nidx >= 0), constraint my_check check (fl > 0), constraint everything_bo_check check (bo is not null));
CREATE INDEX IF NOT EXISTS "IDX_everything_t" ON "everything" ("t") WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "my_u" ON "everything" ("u") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_everything_camelCase" ON "everything" ("camelCase") WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_everything_veryLongColumnNameThatGoesOnAndOnUntilItIsFarTooLongForPostgres_unique" ON "everything" ("veryLongColumnNameThatGoesOnAndOnUntilItIsFarTooLongForPostgres") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_everything_deleted_at" ON "everything" ("deleted_at") WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_everything_t_u_unique" ON "everything" ("t", "u") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_everything_js" ON "everything" USING GIN ("js") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "named" ON "everything" ("t") WHERE bo IS TRUE AND nidx != 5 AND tn IS NULL AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_everything_u" ON "everything" ("u") WHERE nidx > 5 AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_everything_fl" ON "everything" ("fl");
CREATE INDEX IF NOT EXISTS "IDX_everything_t" ON "everything" ("t") WHERE nidx > 9 AND deleted_at IS NULL;

create table "foreign" ("email" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "foreign_pkey" primary key ("email"));
CREATE INDEX IF NOT EXISTS "IDX_foreign_deleted_at" ON "foreign" ("deleted_at") WHERE deleted_at IS NULL;

create table "node" ("id" text not null, "name" text not null, "parent_id" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "node_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_node_parent_id" ON "node" ("parent_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_node_deleted_at" ON "node" ("deleted_at") WHERE deleted_at IS NULL;

create table "node_edges" ("node_1_id" text not null, "node_2_id" text not null, constraint "node_edges_pkey" primary key ("node_1_id", "node_2_id"));

create table "other_one" ("x" text not null, "y" integer not null, "a_column_with_a_name_that_is_long_enough_to_be_cut_in_checks" integer not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "other_one_pkey" primary key ("x", "y"), constraint other_one_a_column_with_a_name_that_is_long_enough_to_be_cut_in_checks_check check (y > 0));
CREATE INDEX IF NOT EXISTS "IDX_other_one_deleted_at" ON "other_one" ("deleted_at") WHERE deleted_at IS NULL;

create table "parent_thing" ("id" text not null, "fk_id" text null, "fk2id" text not null, "my_name" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "parent_thing_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_parent_thing_deleted_at" ON "parent_thing" ("deleted_at") WHERE deleted_at IS NULL;

create table "app"."other_thing" ("id" text not null, "parent_id" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "other_thing_pkey" primary key ("id"));
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_other_thing_parent_id_unique" ON "app"."other_thing" ("parent_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_other_thing_deleted_at" ON "app"."other_thing" ("deleted_at") WHERE deleted_at IS NULL;

create table "app"."other_thing_parent_things" ("other_thing_id" text not null, "parent_thing_id" text not null, constraint "other_thing_parent_things_pkey" primary key ("other_thing_id", "parent_thing_id"));

create table "kid" ("n" serial primary key, "parent_id" text not null, "np_id" text null, "secondParent" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null);
CREATE INDEX IF NOT EXISTS "IDX_kid_parent_id" ON "kid" ("parent_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_kid_np_id" ON "kid" ("np_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_kid_secondParent" ON "kid" ("secondParent") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_kid_deleted_at" ON "kid" ("deleted_at") WHERE deleted_at IS NULL;

create table "a_table_with_a_name_that_is_long_enough_to_hurt" ("id" text not null, "a_relation_with_a_long_name_too_id" text not null, "things" text check ("things" in ('a')) not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "a_table_with_a_name_that_is_long_enough_to_hurt_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_a_table_with_a_name_that_is_long_enough_to_hurt_a_relation_with_a_long_name_too_id" ON "a_table_with_a_name_that_is_long_enough_to_hurt" ("a_relation_with_a_long_name_too_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_a_table_with_a_name_that_is_long_enough_to_hurt_deleted_at" ON "a_table_with_a_name_that_is_long_enough_to_hurt" ("deleted_at") WHERE deleted_at IS NULL;

create table "road" ("id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "road_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_road_deleted_at" ON "road" ("deleted_at") WHERE deleted_at IS NULL;

create table "city_road" ("c_id" text not null, "r_id" text not null, constraint "city_road_pkey" primary key ("c_id", "r_id"));

create table "serial_key" ("n" serial primary key, "m" serial, "flag" boolean not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null);
CREATE INDEX IF NOT EXISTS "IDX_serial_key_deleted_at" ON "serial_key" ("deleted_at") WHERE deleted_at IS NULL;

create table "two_keys" ("a" text not null, "n" integer not null, "code" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "two_keys_pkey" primary key ("a", "n"));
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_two_keys_code_unique" ON "two_keys" ("code") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_two_keys_deleted_at" ON "two_keys" ("deleted_at") WHERE deleted_at IS NULL;

create table "other_one_two_keys" ("other_one_x" text not null, "other_one_y" integer not null, "two_keys_a" text not null, "two_keys_n" integer not null, constraint "other_one_two_keys_pkey" primary key ("other_one_x", "other_one_y", "two_keys_a", "two_keys_n"));

create table "named_pairs" ("two_a" text not null, "two_n" integer not null, "o_x" text not null, "o_y" integer not null, constraint "named_pairs_pkey" primary key ("two_a", "two_n", "o_x", "o_y"));

create table "after" ("two_keys_1_a" text not null, "two_keys_1_n" integer not null, "two_keys_2_a" text not null, "two_keys_2_n" integer not null, constraint "after_pkey" primary key ("two_keys_1_a", "two_keys_1_n", "two_keys_2_a", "two_keys_2_n"));

alter table "node" add constraint "node_parent_id_foreign" foreign key ("parent_id") references "node" ("id") on update cascade on delete cascade;

alter table "node_edges" add constraint "node_edges_node_1_id_foreign" foreign key ("node_1_id") references "node" ("id") on update cascade on delete cascade;
alter table "node_edges" add constraint "node_edges_node_2_id_foreign" foreign key ("node_2_id") references "node" ("id") on update cascade on delete cascade;

alter table "parent_thing" add constraint "parent_thing_fk_id_foreign" foreign key ("fk_id") references "foreign" ("email") on update cascade on delete set null;
alter table "parent_thing" add constraint "parent_thing_fk2id_foreign" foreign key ("fk2id") references "foreign" ("email") on update cascade;
alter table "parent_thing" add constraint "parent_thing_my_name_foreign" foreign key ("my_name") references "foreign" ("email") on update cascade;

alter table "app"."other_thing" add constraint "other_thing_parent_id_foreign" foreign key ("parent_id") references "parent_thing" ("id") on update cascade on delete set null;

alter table "app"."other_thing_parent_things" add constraint "other_thing_parent_things_other_thing_id_foreign" foreign key ("other_thing_id") references "app"."other_thing" ("id") on update cascade on delete cascade;
alter table "app"."other_thing_parent_things" add constraint "other_thing_parent_things_parent_thing_id_foreign" foreign key ("parent_thing_id") references "parent_thing" ("id") on update cascade on delete cascade;

alter table "kid" add constraint "kid_parent_id_foreign" foreign key ("parent_id") references "parent_thing" ("id") on update cascade on delete cascade;
alter table "kid" add constraint "kid_np_id_foreign" foreign key ("np_id") references "parent_thing" ("id") on update cascade on delete set null;
alter table "kid" add constraint "kid_secondParent_foreign" foreign key ("secondParent") references "parent_thing" ("id") on update cascade on delete cascade;

alter table "a_table_with_a_name_that_is_long_enough_to_hurt" add constraint "a_table_with_a_name_that_is_long_enough_to_hurt__b7c8c_foreign" foreign key ("a_relation_with_a_long_name_too_id") references "parent_thing" ("id") on update cascade;

alter table "city_road" add constraint "city_road_c_id_foreign" foreign key ("c_id") references "city" ("id") on update cascade on delete cascade;
alter table "city_road" add constraint "city_road_r_id_foreign" foreign key ("r_id") references "road" ("id") on update cascade on delete cascade;

alter table "other_one_two_keys" add constraint "other_one_two_keys_other_one_x_other_one_y_foreign" foreign key ("other_one_x", "other_one_y") references "other_one" ("x", "y") on update cascade on delete cascade;
alter table "other_one_two_keys" add constraint "other_one_two_keys_two_keys_a_two_keys_n_foreign" foreign key ("two_keys_a", "two_keys_n") references "two_keys" ("a", "n") on update cascade on delete cascade;

alter table "named_pairs" add constraint "named_pairs_two_a_two_n_foreign" foreign key ("two_a", "two_n") references "two_keys" ("a", "n") on update cascade on delete cascade;
alter table "named_pairs" add constraint "named_pairs_o_x_o_y_foreign" foreign key ("o_x", "o_y") references "other_one" ("x", "y") on update cascade on delete cascade;

alter table "after" add constraint "after_two_keys_1_a_two_keys_1_n_foreign" foreign key ("two_keys_1_a", "two_keys_1_n") references "two_keys" ("a", "n") on update cascade on delete cascade;
alter table "after" add constraint "after_two_keys_2_a_two_keys_2_n_foreign" foreign key ("two_keys_2_a", "two_keys_2_n") references "two_keys" ("a", "n") on update cascade on delete cascade;



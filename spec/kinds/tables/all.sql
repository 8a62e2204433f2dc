create schema s;
create type s.mood as enum ('a','b');
create type s.row as (x int, y text);
create sequence s.seq1 as smallint increment by -1 minvalue -100 maxvalue 5 start 3 cache 4 cycle;
create unlogged table s.u (id int generated always as identity (sequence name s.custom_seq start 10 increment 2 minvalue 4 maxvalue 1000 cache 3 cycle), t text) with (fillfactor=70, autovacuum_enabled=false, toast.autovacuum_enabled=false);
create table s."T x" (
  "Id ä" bigserial primary key,
  a smallint default 1 not null,
  b varchar(10)[] default '{}',
  c text collate "C",
  d numeric(8,2) check (d > 0),
  e timestamptz(3) default now(),
  g int generated always as (a * 2) stored,
  h tsvector,
  m s.mood,
  r int4range,
  j jsonb,
  constraint "un x" unique (a, c) deferrable initially deferred,
  constraint excl exclude using gist (r with &&) where (a > 0),
  constraint inc unique (d) include (e) with (fillfactor=80)
);
alter table s."T x" alter c set storage external, alter j set compression pglz, alter a set statistics 200, alter h set (n_distinct = 5, n_distinct_inherited=3);
alter table s."T x" cluster on "T x_pkey";
create unique index ri on s."T x" (a) ;
alter table s."T x" replica identity using index ri;
create index complex on s."T x" using btree (lower(c) collate "C" text_pattern_ops desc nulls last, a asc nulls first) include (d) with (fillfactor=60) where (a > 3 and c is not null);
alter index s.complex alter column 1 set statistics 300;
create index gi on s."T x" using gin (h) with (fastupdate=off);
create index br on s."T x" using brin (e) with (pages_per_range=4);
create table s.typed of s.row (x with options not null default 4, primary key (x));
create table s.ref (id int, tid bigint, foreign key (tid) references s."T x" ("Id ä") on delete set null on update cascade, self int, primary key (id), foreign key (self) references s.ref deferrable);
alter table s.ref add constraint nv check (id > 4) not valid;
alter table s.ref add constraint ninh check (id > 5) no inherit;
alter table s.ref add constraint fknv foreign key (self) references s.ref not valid;
create table s.par (a int not null, b text default 'x', c int check (c > 0)) partition by list (a);
create table s.par1 partition of s.par (b default 'y', constraint own check (a < 10), c not null) for values in (1, 2) partition by range (c);
create table s.par11 partition of s.par1 for values from (1) to (10) with (fillfactor=50);
create table s.pardef partition of s.par default;
alter table s.pardef alter b drop default;
create table s.par3 (c int, a int not null, b text default 'x', constraint par_c_check check (c > 0));
create index custom_named on s.par3 (b);
alter table s.par attach partition s.par3 for values in (5);
create index on s.par (b);
create index par_expr on s.par (lower(b), a);
create unique index on s.par11 (a, b);
create table s.hashp (id uuid primary key, v text) partition by hash (id);
create table s.h0 partition of s.hashp for values with (modulus 2, remainder 0);
create table s.h1 partition of s.hashp for values with (modulus 2, remainder 1);
alter table s.h1 rename constraint h1_pkey to my_custom_pk;
create table s.p1 (a int default 3 not null, b text); create table s.p2 (b text, z int);
create table s.kid (own int default 7) inherits (s.p1, s.p2);
create table s.kid2 (a int default 9, check (a > 0)) inherits (s.p1);
create view s.v as select "Id ä" as id, c from s."T x";
alter view s.v alter column c set default 'viewdef';
create function s.tf() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t1 before insert or update of a, c on s."T x" for each row when (new.a > 3) execute function s.tf('arg''s', 2);
create trigger t2 after delete on s."T x" referencing old table as o for each statement execute function s.tf();
create constraint trigger t3 after insert on s."T x" deferrable initially deferred for each row execute function s.tf();
create trigger t4 instead of insert on s.v for each row execute function s.tf();
create trigger tp after insert on s.par for each row execute function s.tf();
alter table s."T x" disable trigger t1; alter table s."T x" enable always trigger t2; alter table s.par11 disable trigger tp;
create rule r1 as on update to s.ref do also notify x; alter table s.ref disable rule r1;
create rule r2 as on insert to s.v do instead nothing;
alter table s."T x" enable row level security, force row level security;
create policy pol on s."T x" as restrictive for update to public using (a > 1) with check (c <> 'q');
create policy pol2 on s."T x" for insert with check (true);
create sequence s.owned owned by s.ref.tid; create sequence s.free; alter table s.ref alter self set default nextval('s.free');
create materialized view s.mv as select a, count(*) n from s.par group by a; create unique index mvu on s.mv (a);
comment on index s.complex is 'ci'; comment on constraint excl on s."T x" is 'it''s \ x'; comment on column s.par.a is 'ca'; comment on trigger t1 on s."T x" is 't'; comment on policy pol on s."T x" is 'p'; comment on rule r1 on s.ref is 'r'; comment on sequence s.free is 'sq'; comment on index s."T x_pkey" is 'pk idx';
grant select (a, c), update (c) on s."T x" to public; grant all on s.ref to public; revoke insert on s.ref from public; grant usage on sequence s.free to public;

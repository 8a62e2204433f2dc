// The catalog that labelled statements are read against.
import type { Catalog } from '../../lib/catalog/catalog.ts';
import { introspect } from '../../lib/run/introspect/introspect.ts';
import { openShadow } from '../../lib/run/shadow/shadow.ts';

export const setup = `
  create role reader; create role owner2;
  create schema other; create schema empty;
  create type mood as enum ('sad', 'ok');
  create type idle as enum ('x');
  create type pair as (x int, y text);
  create type loose as (x int);
  create domain plain as int;
  create domain strict as int check (value > 0);
  create domain unused as int;
  create function steady() returns int immutable language sql return 1;
  create function jumpy() returns int volatile language plpgsql as 'begin return 1; end';
  create function norm(x text) returns text immutable language sql return lower(x);
  create function guarded(x int) returns int strict security definer set search_path = pg_catalog language sql as 'select x';
  create function named(x int, y int default 1) returns int language sql as 'select x';
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create procedure proc() language sql as 'select 1';
  create table p (id int primary key, name text, code varchar(20) unique);
  create table c (id bigint primary key, p_id int references p (id) on delete cascade, note text);
  create table t (
    id int primary key, a int, b text, n int not null, v varchar(50), w varchar(50) check (w <> ''), x varchar(50), amount numeric(10, 2), flag boolean default true,
    d plain, m mood, s strict, pr pair, at timestamp, g int generated always as (a + 1) stored, seen int, keyed varchar(20), req int not null default 1,
    p_id int references p (id), q_id int, constraint t_keyed_key unique (keyed), constraint a_ok check (a is not null), constraint big check (a is not null and n > 0));
  alter table t add constraint later check (q_id is not null) not valid;
  create index t_b_idx on t (b);
  create index t_norm_idx on t (norm(b));
  create unique index t_q_idx on t (q_id);
  create unique index t_n_idx on t (n);
  create unique index t_id2_idx on t (id);
  create index t_x_part on t (a) where x = 'y';
  create unique index t_v_uq on t (v);
  create table told (id int not null, n int not null, constraint told_key unique (n));
  create unique index told_idx on told (id);
  alter table told replica identity using index told_idx;
  create view tv as select seen from t;
  create view v1 as select id, b from t;
  create view v2 with (security_invoker = true) as select id from t;
  create view v3 as select id from v1;
  create materialized view mv as select id from p;
  create trigger tg before insert on t for each row execute function touch();
  create rule r1 as on delete to v1 do instead nothing;
  create sequence seq;
  create table many (id int not null, r int) partition by range (id); create table many1 partition of many for values from (0) to (10);
  create table once (id int unique); alter table many add constraint many_once foreign key (r) references once (id);
  create table owns (id int); create sequence owned owned by owns.id;
  create table judged (id int, tenant int, note text); create policy tenants on judged using (tenant = 1);
  create sequence used; create table su (id int default nextval('used'));
  create table sec (id int, tenant int); alter table sec enable row level security; create policy mine on sec using (true);
  create table bare (id int, tenant int);
  create table ready (id int, tenant int); create policy early on ready using (true);
  create unlogged table scratch (id int);
  create table solo (id int, note text);
  create table pt (id int not null, k int, ref int references p (id)) partition by range (id);
  create table pt1 partition of pt for values from (0) to (10);
  create table pt2 partition of pt for values from (10) to (20);
  create index pt_k_idx on pt (k);
  create table pd (id int) partition by range (id);
  create table pd_def partition of pd default;
  create table pn (id int) partition by range (id);
  create table loose1 (id int);
  create table proved1 (id int constraint bound check (id is not null and id >= 100 and id < 200));
  create table like_pt (id int not null constraint bound check (id >= 100 and id < 200), k int, ref int constraint like_fk references p (id)); create index like_k on like_pt (k);
  create table like_pt_noidx (id int not null constraint bound2 check (id >= 300 and id < 400), k int, ref int constraint like_fk2 references p (id));
  create table like_pt_nofk (id int not null constraint bound3 check (id >= 500 and id < 600), k int, ref int); create index like_k3 on like_pt_nofk (k);
  create table parent (id int); create table child () inherits (parent);
  create publication pub for table p;
  create table nn (id int, z int); alter table nn add constraint z_nn not null z not valid;
  create table weak (id int); alter table weak add constraint weak_ck check (id > 0) not valid;
  create table fkn (id int, r int); alter table fkn add constraint fkn_fk foreign key (r) references p (id) not valid;
  create table fke (id int, r int); alter table fke add constraint fke_fk foreign key (r) references p (id) not enforced;
  create table virt (id int, g int generated always as (id + 1) virtual);
  create table ident (id int generated by default as identity, k int not null);
  create foreign data wrapper fdw; create server srv foreign data wrapper fdw; create foreign table ft (id int) server srv; create foreign table far (id int) server srv; create table near () inherits (far);
  create statistics st on id, a from t;
  create collation german (locale = 'C');
  create type row_bare as (id int, tenant int);
  create table ex (id int, r int4range, constraint ex_r_excl exclude using gist (r with &&));
  create domain quiet as int; create table quietly (q quiet);
  create type made_of as (x int, y text, w varchar(10)); create table of_it of made_of; create table of_key of made_of (primary key (x)); create view of_view as select w from of_key;
  create type kept as (x int); create table keeps (k kept[]); create domain kept_twice as pair;
  create table leant (id int); create unique index leant_u on leant (id); create table leans (id int constraint leans_fk references leant (id));
  create function is_odd(k int) returns boolean immutable language sql return k % 2 = 1; create table c_uses (k int, constraint odd check (is_odd(k)));
  create table held (k int, v text); create table holds (h held); create sequence kept_seq; create table kept_by (k int default nextval('kept_seq'));
  create materialized view mvu as select id from p; create unique index mvu_id on mvu (id);
  create rule r9 as on insert to bare do also nothing;
  create function same(int, int) returns boolean immutable language sql return $1 = $2;
  create operator === (leftarg = int, rightarg = int, function = same); create view leaning as select 1 === 2 as no;
  create function ev() returns event_trigger language plpgsql as 'begin end';
  create event trigger evt on table_rewrite execute function ev();
  create table lone (id int primary key); create table lone_child (id int, lone_id int references lone on delete cascade);
  create table sought (id int); create index sought_idx on sought (id); create unique index sought_uq on sought (id);
  create table pk_parts (id int not null, k int not null) partition by range (id); create table pk_part1 partition of pk_parts for values from (0) to (10);
`;

export async function fixture(): Promise<Catalog> {
  const shadow = await openShadow();
  try {
    const { split } = await import('../../lib/sql/split.ts');
    for (const piece of split(setup).pieces) await shadow.run(piece.sql);
    return await introspect(shadow);
  } finally {
    await shadow.close();
  }
}

CREATE TYPE state AS ENUM (
  -- tidemark: renamed from new
  'fresh',
  -- tidemark: renamed from 'in work'
  'it''s on',
  'done',
  'shelved'
);
CREATE TABLE job (id int, state state DEFAULT 'fresh' CHECK (state <> 'it''s on'));
CREATE VIEW waiting AS SELECT id FROM job WHERE state = 'fresh';
CREATE TYPE pair AS (x state, y int); CREATE TABLE held (a state DEFAULT 'fresh' NOT NULL, b state[], c pair, d bigint, e int);
CREATE INDEX held_a ON held (a);

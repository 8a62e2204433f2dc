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

CREATE TABLE things (id integer NOT NULL, label text NOT NULL, size integer, CONSTRAINT labelled CHECK (label <> ''));
CREATE TABLE boxes () INHERITS (things);
CREATE TABLE bags () INHERITS (things);
CREATE TABLE limits (id int, CONSTRAINT kept CHECK (id > 0));
CREATE TABLE own (CONSTRAINT kept CHECK (id > 0)) INHERITS (limits);
CREATE TABLE below () INHERITS (own);
CREATE TABLE numbers (id int, n int, m int);
CREATE TABLE parts () INHERITS (numbers);

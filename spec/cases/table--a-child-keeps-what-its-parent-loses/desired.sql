-- case: floor 18
CREATE TABLE things (id integer, label text);
CREATE TABLE boxes (label text NOT NULL, size integer, CONSTRAINT labelled CHECK (label <> '')) INHERITS (things);
CREATE TABLE bags () INHERITS (things);
CREATE TABLE limits (id int, CONSTRAINT kept CHECK (id > 1));
CREATE TABLE own (CONSTRAINT kept CHECK (id > 1)) INHERITS (limits);
CREATE TABLE below () INHERITS (own);
CREATE TABLE numbers (id int PRIMARY KEY, n int CONSTRAINT here CHECK (n > 0) NO INHERIT, m int CONSTRAINT wished CHECK (m > 0) NOT ENFORCED);
CREATE TABLE parts () INHERITS (numbers);
CREATE UNIQUE INDEX numbered ON numbers (n);
CREATE TABLE both_declare (a int);
CREATE TABLE declared (b int) INHERITS (both_declare);
CREATE TABLE undeclared () INHERITS (both_declare);

CREATE TABLE things (id integer NOT NULL, label text NOT NULL, size integer, CONSTRAINT labelled CHECK (label <> ''));
CREATE TABLE boxes () INHERITS (things);
CREATE TABLE bags () INHERITS (things);

-- case: floor 18
CREATE TABLE things (id integer, label text);
CREATE TABLE boxes (label text NOT NULL, size integer, CONSTRAINT labelled CHECK (label <> '')) INHERITS (things);
CREATE TABLE bags () INHERITS (things);

CREATE TYPE pt AS (x int, y int);

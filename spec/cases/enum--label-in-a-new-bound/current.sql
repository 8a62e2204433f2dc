CREATE TYPE shelf AS ENUM ('low', 'high');

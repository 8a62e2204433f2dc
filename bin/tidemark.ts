#!/usr/bin/env node
// The door.
import { main } from './main.ts';

// exitCode and not exit(): what is still being written to a pipe must arrive.
process.exitCode = await main(process.argv.slice(2), process);

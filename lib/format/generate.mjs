// Regenerates types and validators from the JSON Schemas next to it. `--check` writes nothing and exits 1 when a file differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

const SCHEMAS = ['plan', 'definition', 'config', 'hints'];
const here = new URL('./', import.meta.url);
const banner = (name) => `// Generated from ${name}.schema.json by \`npm run generate\`. Edit the schema, not this file.\n`;

/**
 * json-schema-to-typescript knows no if/then/else: a choice becomes a union, and rules that only forbid
 * (`allOf` of conditions, exactly one of some keys) are left to the validator.
 */
function forTypes(schema, root = schema) {
  if (Array.isArray(schema)) return schema.map((s) => forTypes(s, root));
  if (typeof schema !== 'object' || schema === null) return schema;
  // a reference with a description of its own would become a second type of the same name
  if (root.definitions?.[schema.$ref?.split('/').at(-1)]?.title !== undefined) return { $ref: schema.$ref };
  const { if: condition, then, else: otherwise, ...rest } = schema;
  if (Array.isArray(rest.oneOf) && rest.oneOf.every((o) => Object.keys(o).join() === 'required')) delete rest.oneOf;
  if (Array.isArray(rest.allOf) && rest.allOf.every((o) => 'if' in o && !('else' in o))) delete rest.allOf;
  const copy = Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, forTypes(v, root)]));
  if (condition !== undefined && then && otherwise && !('tsType' in rest)) copy.anyOf = [forTypes(then, root), forTypes(otherwise, root)];
  return copy;
}

async function types(name, schema) {
  const text = await compile(forTypes(schema), name, {
    bannerComment: '',
    additionalProperties: false,
    unreachableDefinitions: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  return `${banner(name)}${text.trimStart()}`;
}

function validator(name, schema) {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    discriminator: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    code: { source: true, lines: true },
    keywords: ['tsType'],
  });
  const code = standalone.default(ajv, ajv.compile(schema));
  if (code.includes('require('))
    throw new Error(`${name}.schema.json uses a keyword whose validator needs ajv at run time (minLength, maxLength, uniqueItems, format): use pattern`);
  return `${banner(name)}${code.trimEnd()}\n`;
}

const check = process.argv.includes('--check');
let stale = 0;
for (const name of SCHEMAS) {
  const schema = JSON.parse(readFileSync(new URL(`${name}.schema.json`, here), 'utf8'));
  for (const [file, text] of [
    [`${name}.generated.ts`, await types(name, schema)],
    [`${name}.validator.generated.cjs`, validator(name, schema)],
  ]) {
    const at = new URL(file, here);
    let old = '';
    try {
      old = readFileSync(at, 'utf8');
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    if (old === text) continue;
    stale += 1;
    if (check) process.stderr.write(`lib/format/${file} is not what its schema gives: run npm run generate\n`);
    else writeFileSync(at, text);
  }
}
process.exitCode = check && stale > 0 ? 1 : 0;

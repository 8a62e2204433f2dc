// Models as SQL, written by the ORM that Medusa uses: what the adapter is measured by. Runs on its own: it loads all of Medusa.
//   node oracle.mjs <folder with node_modules> <package…>   prints { package: sql }
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, ...packages] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { mikroORMEntityBuilder, toMikroOrmEntities } = require('@medusajs/framework/utils');
const { MikroORM, defineConfig } = require('@medusajs/framework/mikro-orm/postgresql');

const out = {};
for (const name of packages) {
  const entities = Object.values(require(name.startsWith('/') ? name : `@medusajs/${name}/dist/models`)).filter((v) => v?.[Symbol.for('isDmlEntity')]);
  mikroORMEntityBuilder.clear();
  const orm = await MikroORM.init(defineConfig({ entities: toMikroOrmEntities(entities), dbName: 'none', connect: false }));
  out[name] = await orm.schema.getCreateSchemaSQL({ wrap: false });
}
process.stdout.write(JSON.stringify(out), () => process.exit(0));

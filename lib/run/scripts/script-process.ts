// Runs in a process of its own: scripts in TypeScript or JavaScript. Their SQL goes through the channel into tidemark's
// transaction; the project's framework is started only when a script reads `container`, and then serves those that follow.
import { importer } from '../../desired/import-code.ts';
import type { FromScript, Task, ToScript } from './channel.ts';
import { startFramework, type Framework } from './framework.ts';
import { isSwitchedOff, loadNative, prepareMedusa } from './medusa-application.ts';

const say = (message: FromScript): void => void process.send!(message);
const waiting = new Map<number, { done: (rows: readonly unknown[]) => void; fail: (error: Error) => void }>();
const controller = new AbortController();
let framework: Framework | undefined;
let starting = false;
let restarted: () => void = () => undefined;
let asked = 0;

process.on('message', (message: ToScript) => {
  if (message.is === 'run') void run(message);
  // What is wrong there is told when it is asked for.
  else if (message.is === 'prepare') void prepareMedusa(message).catch(() => undefined);
  else if (message.is === 'rows') waiting.get(message.id)!.done(message.rows);
  else if (message.is === 'refused') waiting.get(message.id)!.fail(Object.assign(new Error(message.message), { code: message.code }));
  else if (message.is === 'restarted') restarted();
  else if (message.is === 'end') void end();
  else controller.abort();
});
process.on('disconnect', () => process.exit(1));
// What nobody waits for fails as well: modules of an application are loaded side by side.
for (const event of ['unhandledRejection', 'uncaughtException']) process.once(event, (error: unknown) => process.send!(threw(error), () => process.exit(1)));
say({ is: 'ready' });

/** sql`UPDATE t SET a = ${value}`, or sql('UPDATE t SET a = $1', [value]): the rows. */
type Sql = (text: string | TemplateStringsArray, ...values: unknown[]) => Promise<readonly unknown[]>;

function sqlOf(run: number): Sql {
  return (text, ...values) => {
    const whole = typeof text === 'string' ? text : text.reduce((all, part, n) => `${all}$${n}${part}`);
    const given = typeof text === 'string' ? ((values[0] as readonly unknown[] | undefined) ?? []) : values;
    return new Promise((done, fail) => {
      asked += 1;
      waiting.set(asked, { done, fail });
      say({ is: 'sql', run, id: asked, text: whole, values: given });
    });
  };
}

/** A getter cannot wait, so the first read ends the script; it runs again once there is something to return. */
class ContainerRead extends Error {}

async function run({ run: number, file, root, container, medusa, native }: Task): Promise<void> {
  let read = false;
  const context = {
    sql: sqlOf(number),
    log: (text: unknown): void => say({ is: 'log', text: String(text) }),
    signal: controller.signal,
    get container(): unknown {
      if (framework !== undefined) return framework.container;
      read = true;
      throw new ContainerRead('the container is not there yet');
    },
  };
  let disabled = false;
  try {
    const script = functionOf(native ? loadNative(file) : await importer(false, root)(file));
    disabled = native && (await isSwitchedOff(root, file));
    if (!disabled) {
      await Promise.resolve()
        .then(() => script(context))
        .catch((error: unknown) => {
          if (!read) throw error;
        });
      if (read) {
        say({ is: 'restart' });
        await new Promise<void>((next) => (restarted = next));
        starting = true;
        framework = await startFramework(root, container, medusa);
        starting = false;
        await script(context);
      }
    }
  } catch (error) {
    say(threw(error));
    return end();
  }
  // Of a script that is switched off nothing ran, and the configuration that says so took seconds to load.
  const stays = framework !== undefined || disabled;
  say({ is: 'done', disabled, stays });
  if (!stays) process.disconnect();
}

function threw(error: unknown): FromScript {
  const { message, stack } = (error ?? {}) as Partial<Error>;
  return { is: 'threw', message: message ?? String(error), stack: stack ?? '', starting };
}

/** What the scripts did is told by now. */
async function end(): Promise<void> {
  await framework?.stop().catch(() => undefined);
  process.disconnect();
}

function functionOf(exported: { readonly [name: string]: unknown }): (context: unknown) => unknown {
  let value: unknown = exported;
  for (let depth = 0; depth < 3 && typeof value !== 'function'; depth += 1) value = (value as { default?: unknown } | undefined)?.default;
  if (typeof value !== 'function') throw new Error('it has no default export that is a function');
  return value as (context: unknown) => unknown;
}

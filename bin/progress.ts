// What people see while a run goes on: one line per finished step, the current one with its time, whoever blocks.
import type { Blocker, RunEvent } from '../lib/run/ledger/events.ts';
import type { Terminal } from './terminal.ts';

export function progress(ui: Terminal): (event: RunEvent) => void {
  const open = new Set<string>();
  // Side by side, each line has to say whose it is.
  const of = (plan: string): string => (open.size > 1 ? `${plan} ` : '');
  return (e) => {
    switch (e.is) {
      case 'plan':
        open.add(e.plan);
        return ui.note(`${e.way === 'up' ? 'applying' : 'rolling back'} ${e.plan}${e.resumed ? ' (resuming)' : ''}`);
      case 'step':
        return ui.doing(`${of(e.plan)}${e.n}/${e.of} ${e.step}`);
      case 'progress':
        return ui.doing(`${of(e.plan)}${e.step}: ${e.phase}${e.of > 0 ? ` ${Math.floor((100 * e.done) / e.of)} %` : ''}`);
      case 'step done':
        return ui.note(`  ${of(e.plan)}${e.n}/${e.of} ${e.step}  ${e.ms} ms`);
      case 'plan done': {
        const whose = of(e.plan);
        open.delete(e.plan);
        if (open.size === 0) ui.doing();
        return ui.note(`  ${whose}done in ${e.ms} ms`);
      }
      case 'recorded':
        return ui.note(`recorded ${e.plan}: what it stands for is there`);
      case 'waiting':
        return ui.doing(`waiting for ${e.holder}, ${Math.round(e.seconds)} s`);
      case 'orphan':
        return ui.note(`ending what run ${e.run} left running (server process ${e.pid})`);
      case 'blocked':
        return ui.note(`  ${of(e.plan)}waits for ${e.by.map(blocker).join(', ')}`);
      case 'retry':
        return ui.note(`  ${of(e.plan)}${e.reason}: trying again in ${Math.round(e.pauseMs)} ms (attempt ${e.attempt})`);
      case 'warning':
        return ui.warn(e.message);
    }
  };
}

function blocker(b: Blocker): string {
  const since = `for ${Math.round(b.seconds)} s`;
  if (b.prepared !== null)
    return `a transaction that ${b.user} prepared as ${JSON.stringify(b.prepared)} ${since}: COMMIT PREPARED or ROLLBACK PREPARED ends it`;
  return `process ${b.pid} (${[b.application || b.user, b.query, b.state].filter((t) => t !== '').join(', ')} ${since})`;
}

/** Aborts on the first Ctrl-C, ends hard on the second; both leave a state that the next apply resumes. */
export function interruptible(ui: Terminal): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const on = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(130);
    ui.note(`${name}: finishing or cancelling the current step; once more to stop hard`);
    controller.abort(name);
  };
  process.on('SIGINT', on).on('SIGTERM', on);
  return { signal: controller.signal, done: () => void process.off('SIGINT', on).off('SIGTERM', on) };
}

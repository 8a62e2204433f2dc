// Recognises statements about subscriptions. What touches the publisher's slot, or asks it for its tables, is outside of any transaction.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { found, type Recogniser } from './found.ts';

const named = (b: Ast): string => `subscription ${plainName([b.subname])}`;

const create: Recogniser = (b) => {
  const without = ['connect', 'create_slot'].some((option) => off(b, option));
  return [found(without ? 'subscription-here' : 'subscription', named(b))];
};

const alter: Recogniser = (b) => {
  const kind = String(b.kind).replace('ALTER_SUBSCRIPTION_', '');
  const asks =
    kind === 'REFRESH' ||
    (kind.endsWith('_PUBLICATION') && !off(b, 'refresh')) ||
    (kind === 'OPTIONS' && optionsOf(b).some((o) => o.defname === 'failover' || o.defname === 'two_phase'));
  return [found(asks ? 'subscription' : 'subscription-here', named(b))];
};

export const subscriptions: Readonly<Record<string, Recogniser>> = {
  CreateSubscriptionStmt: create,
  AlterSubscriptionStmt: alter,
  DropSubscriptionStmt: (b) => [found('drop-subscription', named(b))],
};

function optionsOf(b: Ast): Ast[] {
  return ((b.options ?? []) as Ast[]).map((o) => o.DefElem as Ast);
}

function off(b: Ast, option: string): boolean {
  const arg = optionsOf(b).find((o) => o.defname === option)?.arg;
  const said = arg?.String?.sval ?? arg?.TypeName?.names?.at(-1)?.String?.sval ?? arg?.Boolean?.boolval ?? arg?.Integer?.ival;
  return arg !== undefined && /^(false|off|no|0|undefined)$/.test(String(said));
}

import { composeBot } from '../../src/compose.ts';
import type { Deed, Dispatcher, FormAbilities, Outcome } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import { renderPlain } from '../../src/core/views/index.ts';
import { storyClock } from './clock.ts';
import { type Engine, freshDatabase } from './database.ts';

/** What was done, by whom; an interaction without what the platform adds. `id` makes it a repeat of an earlier one. */
export type Done = {
  readonly [Kind in Deed['kind']]: Omit<Extract<Deed, { kind: Kind }>, 'actor' | 'place' | 'id'> & {
    readonly id?: string;
  };
}[Deed['kind']];

/** The bot without a platform: what no platform's own client would let through reaches it here. */
export interface Bare {
  readonly dispatcher: Dispatcher;
  /** Everything logged, as JSON. */
  readonly logged: readonly string[];
  act(who: string, done: Done, abilities?: FormAbilities): Promise<Outcome>;
  close(): Promise<void>;
}

export async function bareBot(engine: Engine): Promise<Bare> {
  const database = await freshDatabase(engine);
  const logged: string[] = [];
  const note = (facts: object, message: string) => void logged.push(JSON.stringify({ ...facts, message }));
  const { dispatcher } = composeBot({
    database,
    secretKey: new Uint8Array(32).fill(7),
    clock: storyClock(),
    random: systemRandom,
    log: { info: note, warn: note, error: note },
  });
  let count = 0;
  return {
    dispatcher,
    logged,
    act: (who, done, abilities = { inlineErrors: true, formAfterForm: true }) => {
      const actor = {
        platform: 'playground',
        communityId: 'one',
        userId: who,
        displayName: words(who),
        isModerator: who === 'mo',
        locale: 'en',
      } as const;
      count += 1;
      const base = { id: `${who}-${count}`, actor, place: { kind: 'direct' } as const };
      return dispatcher.dispatch({ ...base, ...done }, abilities);
    },
    close: () => database.close(),
  };
}

/** All that a member reads of an outcome. */
export function readable(outcome: Outcome): string {
  if (outcome.kind === 'card') {
    const style = { time: (instant: string) => instant, member: (id: string) => id, numberActions: false };
    return renderPlain(outcome.card, style);
  }
  const { title, fields } = outcome.form;
  const errors = outcome.kind === 'invalid' ? Object.values(outcome.errors) : [];
  return [
    title,
    ...fields.flatMap((field) => [field.label, field.kind === 'text' ? (field.value ?? '') : '']),
    ...errors,
  ].join('\n');
}

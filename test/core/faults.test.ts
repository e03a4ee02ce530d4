import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defineCommand } from '../../src/core/commands/index.ts';
import { DefinitionError } from '../../src/core/errors/index.ts';
import { actionToken, createDispatcher, type Dispatcher, reply } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words, wordsOnly } from '../../src/core/text/index.ts';
import { card, form, text } from '../../src/core/views/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createFormKeeper } from '../../src/db/form-keeper.ts';
import { members } from '../../src/db/schema.ts';
import { createVault } from '../../src/db/vault.ts';
import { createMembers } from '../../src/features/members/index.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { readable } from '../support/dispatching.ts';

const canary = 'Zanzibar Nut Company';

/** Ways in which our own code fails on what a member typed, with their words in the error. */
const failures: Record<string, (typed: string, database: Database) => unknown> = {
  message: (typed) => {
    throw new Error(`Cannot handle ${typed}`);
  },
  'message that looks like a stack': (typed) => {
    throw new Error(`Failed\n    at ${typed} (file.ts:1:1)\n    at ${typed}`);
  },
  cause: (typed) => {
    throw new TypeError('Failed', { cause: new Error(`at ${typed}`) });
  },
  text: (typed) => {
    throw typed;
  },
  // Drizzle puts the parameters of a query into its message.
  query: (typed, database) =>
    database.queries
      .insert(members)
      .values({ id: typed, communityId: typed, platformUserId: typed, createdAt: new Date(0) }),
  'card over a limit': (typed) => card({ title: typed.repeat(100), sections: [] }),
  'select over a limit': (typed) =>
    card({
      sections: [text(wordsOnly(words(typed)))],
      actions: [
        {
          kind: 'select',
          token: 'v1:a.b:-:0',
          placeholder: 'x',
          options: [{ value: typed, label: typed.repeat(9), description: typed.repeat(9) }],
        },
      ],
    }),
  'form over a limit': (typed) =>
    form({ token: actionToken('trouble.make'), title: typed.repeat(9), submitLabel: 'x', fields: [] }),
};

let database: Database;
let dispatcher: Dispatcher;
let logged: string[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  const clock = storyClock();
  const note = (facts: object) => void logged.push(JSON.stringify(facts));
  const fail = async (how: string, typed: string) => {
    await failures[how]?.(typed, database);
    return reply(card({ sections: [text(wordsOnly(words('it did not fail')))] }));
  };
  dispatcher = createDispatcher({
    features: [
      {
        name: 'trouble',
        commands: [
          defineCommand({
            name: 'trouble',
            summary: () => 'Fails',
            firstResponse: 'private',
            options: {
              how: { kind: 'text', maxLength: 80, summary: () => 'How' },
              typed: {
                kind: 'text',
                maxLength: 300,
                summary: () => 'On what',
                suggest: (_, typed) => fail('message', typed) as never,
              },
            },
            run: (_context, { how, typed }) => fail(how?.value ?? '', typed?.value ?? ''),
          }),
        ],
        actions: [],
        forms: [
          {
            action: 'trouble.make',
            build: async () =>
              form({
                token: actionToken('trouble.make'),
                title: 'Trouble',
                submitLabel: 'Make',
                fields: ['how', 'typed'].map((name) => ({
                  kind: 'text',
                  name,
                  label: name,
                  required: true,
                  multiline: true,
                  maxLength: 3_000,
                })),
              }),
            run: (_context, { values }) => fail(String(values.how), String(values.typed)),
          },
        ],
      },
    ],
    identify: createMembers({ database, clock, random: systemRandom, locales: ['en'] }).identify,
    within: (_, work) => work(),
    heed: async () => undefined,
    forms: createFormKeeper({ database, vault: createVault(new Uint8Array(32)), clock, random: systemRandom }),
    clock,
    log: { info: note, warn: note, error: note },
  });
});
afterAll(() => database.close());
beforeEach(() => {
  logged = [];
});

const actor = {
  platform: 'playground',
  communityId: 'one',
  userId: 'ana',
  displayName: words(canary),
  isModerator: false,
  locale: 'en',
} as const;
const base = { id: 'interaction-1', actor, place: { kind: 'direct' } } as const;

test.each(Object.keys(failures))(
  'a fault of ours (%s) is logged without a word of hers, and gives them all back',
  async (how) => {
    const line = `/trouble how:"${how}" typed:"${canary}"`;
    const answer = await dispatcher.dispatch(
      { ...base, kind: 'line', line },
      { inlineErrors: true, formAfterForm: true },
    );
    expect(readable(answer)).toContain('went wrong on our side');
    expect(readable(answer)).toContain(canary);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('interaction-1');
    expect(logged[0]).not.toContain('Zanzibar');
  },
);

test('where a form fails it stays open with everything in it', async () => {
  const typed = `${canary} `.repeat(140).trim();
  const values = { how: 'message', typed };
  const submit = { ...base, kind: 'submit', token: actionToken('trouble.make'), values } as const;
  const inline = await dispatcher.dispatch(submit, { inlineErrors: true, formAfterForm: true });
  expect(inline.kind).toBe('invalid');
  expect(readable(inline)).toContain(typed);
  expect(readable(inline)).toContain('went wrong on our side');
  const elsewhere = await dispatcher.dispatch(submit, { inlineErrors: false, formAfterForm: false });
  expect(elsewhere).toMatchObject({ kind: 'card', card: { actions: [{ kind: 'button' }] } });
  expect(logged.join()).not.toContain('Zanzibar');
});

test('a fault while suggesting leaves the member to type on', async () => {
  const asking = { ...base, kind: 'suggest', path: ['trouble'], option: 'typed', typed: canary } as const;
  expect(await dispatcher.suggest(asking)).toEqual([]);
  expect(logged.join()).not.toContain('Zanzibar');
});

test('where an error is ours alone, the log says which and where', async () => {
  await dispatcher.dispatch(
    { ...base, kind: 'line', line: '/trouble how:"card over a limit" typed:x' },
    { inlineErrors: true, formAfterForm: true },
  );
  expect(logged[0]).toContain(DefinitionError.name);
  expect(logged[0]).toContain('card.ts');
});

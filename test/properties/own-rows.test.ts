import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { actionToken, type Dispatcher, type Outcome, parseActionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import type { FormValues } from '../../src/core/views/index.ts';
import type { Database } from '../../src/db/database.ts';
import { drafts } from '../../src/features/drafts/schema.ts';
import { feedback } from '../../src/features/feedback/schema.ts';
import { reflections } from '../../src/features/reflections/schema.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';

const secret = 'tangerine';
const abilities = { inlineErrors: true, formAfterForm: true };

/** What members keep: how one is begun, what its form is sent with, and every action that takes its row. */
const kinds = {
  drafts: {
    table: drafts,
    line: '/draft thanks',
    values: { company: secret, tone: ['plain'] },
    actions: ['list', 'open', 'show', 'delete', 'delete-now', 'tone', 'undo', 'undo-now', 'pick', 'from-rejection'],
    forms: ['write-thank-you', 'sign', 'edit'],
  },
  reflections: {
    table: reflections,
    line: '/reflect',
    values: { about: secret, prepared: ['no'] },
    actions: [
      'list',
      'open',
      'show',
      'delete',
      'delete-now',
      'offer-2',
      'offer-3',
      'enough',
      'from-rejection',
      'from-feedback',
    ],
    forms: ['step-1', 'step-2', 'step-3'],
  },
  feedback: {
    table: feedback,
    line: '/feedback',
    values: { said: secret },
    actions: ['list', 'open', 'show', 'delete', 'delete-now', 'from-rejection'],
    forms: ['write'],
  },
} as const;
type Kind = keyof typeof kinds;
const kindNames = ['drafts', 'reflections', 'feedback'] as const satisfies readonly Kind[];

let database: Database;
let dispatcher: Dispatcher;
const logged: string[] = [];
let failures = 0;
beforeAll(async () => {
  database = await freshDatabase();
  const note = (facts: object, message: string) => logged.push(JSON.stringify(facts), message);
  const log = {
    info: note,
    warn: note,
    error: (facts: object, message: string) => {
      failures += 1;
      note(facts, message);
    },
  };
  const secretKey = new Uint8Array(32).fill(7);
  ({ dispatcher } = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log }));
});
afterAll(() => database.close());

let count = 0;
function act(name: string, what: object, id = `interaction-${++count}`): Promise<Outcome> {
  const actor = {
    platform: 'playground',
    communityId: 'community',
    userId: name,
    displayName: words(name),
    isModerator: false,
    locale: 'en',
  };
  const place = { kind: 'channel', channelId: 'general' };
  return dispatcher.dispatch({ id, actor, place, ...what } as never, abilities);
}

const press = (name: string, token: string, chosen: readonly string[] = []) =>
  act(name, { kind: 'press', token, chosen });
const submit = (name: string, token: string, values: FormValues, id?: string) =>
  act(name, { kind: 'submit', token, values }, id);

/** Opens the form of a new one, and answers its token. */
async function begin(name: string, kind: Kind): Promise<string> {
  const opened = await act(name, { kind: 'line', line: kinds[kind].line });
  if (opened.kind !== 'form') throw new Error('No form was opened');
  return opened.form.token;
}

async function rowsOf(kind: Kind): Promise<(typeof drafts.$inferSelect)[]> {
  return database.queries.select().from(kinds[kind].table);
}

function rowIn(token: string): string {
  return parseActionToken(token)?.row ?? '';
}

test.each(kindNames)('%s: the same form sent twice, or delivered twice, is kept once', async (kind) => {
  const before = (await rowsOf(kind)).length;
  const token = await begin('ana', kind);
  const first = await submit('ana', token, kinds[kind].values, 'the-same');
  expect(await submit('ana', token, kinds[kind].values, 'the-same')).toEqual(first);
  expect(await submit('ana', token, kinds[kind].values)).toEqual(first);
  expect(await rowsOf(kind)).toHaveLength(before + 1);
});

test.each(kindNames)('%s: two forms sent at the same moment are one effect and one kind answer', async (kind) => {
  const token = await begin('ana', kind);
  const other = Object.fromEntries(
    Object.entries(kinds[kind].values).map(([name, value]) => [name, value === secret ? `${secret} two` : value]),
  );
  const answers = await Promise.all([submit('ana', token, kinds[kind].values), submit('ana', token, other)]);
  expect(answers.map((answer) => answer.kind).sort()).toEqual(['card', 'invalid']);
  const [row] = (await rowsOf(kind)).filter(({ id }) => id === rowIn(token));
  expect(row?.version).toBe(1);
});

test.each(kindNames)("%s: whoever holds another member's token sees nothing and changes nothing", async (kind) => {
  const token = await begin('ana', kind);
  await submit('ana', token, kinds[kind].values);
  const row = rowIn(token);
  const before = await rowsOf(kind);
  const { actions, forms } = kinds[kind];
  const answers = [
    ...(await Promise.all(actions.map((name) => press('bo', actionToken(`${kind}.${name}`, row, 1), [row])))),
    ...(await Promise.all(forms.map((name) => press('bo', actionToken(`${kind}.${name}`, row, 1))))),
    ...(await Promise.all(forms.map((name) => submit('bo', actionToken(`${kind}.${name}`, row, 1), { said: 'mine' })))),
  ];
  for (const answer of answers) {
    expect(answer.kind).toBe('card');
    expect(JSON.stringify(answer)).not.toContain(secret);
  }
  expect(await rowsOf(kind)).toEqual(before);
});

test('no token, whatever stands in it, ends in a fault, shows what is not one’s own, or changes it', async () => {
  const tokens = await Promise.all(
    kindNames.map(async (kind) => {
      const token = await begin('ana', kind);
      await submit('ana', token, kinds[kind].values);
      return rowIn(token);
    }),
  );
  const before = await Promise.all(kindNames.map(rowsOf));
  const rows = fc.oneof(
    fc.constantFrom('-', '0', 'null', ...tokens),
    fc.uuid(),
    fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
  );
  const action = fc
    .constantFrom(...kindNames)
    .chain((kind) => fc.constantFrom(...kinds[kind].actions, ...kinds[kind].forms).map((name) => `${kind}.${name}`));
  await fc.assert(
    fc.asyncProperty(action, rows, fc.nat({ max: 3 }), fc.option(rows), async (name, row, version, chosen) => {
      const answer = await press('mallory', actionToken(name, row, version), chosen === null ? [] : [chosen]);
      expect(JSON.stringify(answer)).not.toContain(secret);
    }),
    { numRuns: 400 },
  );
  expect(failures).toBe(0);
  expect(await Promise.all(kindNames.map(rowsOf))).toEqual(before);
});

test.each(kindNames)('%s: what is deleted is gone for every button and form that still shows it', async (kind) => {
  const token = await begin('ana', kind);
  await submit('ana', token, kinds[kind].values);
  const row = rowIn(token);
  await press('ana', actionToken(`${kind}.delete-now`, row, 1));
  const names = [...kinds[kind].actions, ...kinds[kind].forms].filter((name) => name !== 'list');
  for (const name of names) {
    const answer = await press('ana', actionToken(`${kind}.${name}`, row, 1), [row]);
    expect(answer).toMatchObject({ kind: 'card', refused: true });
  }
  expect((await rowsOf(kind)).some(({ id }) => id === row)).toBe(false);
});

test('what members wrote stands neither in the tables nor in the log', async () => {
  const rows = await Promise.all(kindNames.map(rowsOf));
  const stored = rows.flat().map(({ words }) => Buffer.from(words).toString('latin1'));
  expect(stored.length).toBeGreaterThan(3);
  expect([...stored, ...logged].filter((text) => text.includes(secret))).toEqual([]);
});

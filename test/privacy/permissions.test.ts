import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { isGroup } from '../../src/core/commands/index.ts';
import {
  type ActionHandler,
  actionToken,
  createDispatcher,
  type FormHandler,
  type Outcome,
  reply,
} from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { rich } from '../../src/core/text/index.ts';
import { card, form, text } from '../../src/core/views/index.ts';
import { createMembers } from '../../src/features/members/index.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed, type Found, walk } from '../support/walker.ts';

async function bot() {
  const database = await freshDatabase();
  const secretKey = new Uint8Array(32).fill(7);
  const log = failingLog();
  const composed = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log });
  await composed.open();
  const close = async () => {
    await composed.stop();
    await database.close();
  };
  return { ...composed, database, log, close };
}

test('who may do what: change the table with care, and with `vitest -u`', async () => {
  const { features, close } = await bot();
  const who = ({ audience = 'member' }: { readonly audience?: string }) => audience.padEnd(9);
  const lines = features.flatMap(({ commands, actions, forms }) => [
    ...commands.flatMap((entry) => {
      if (!isGroup(entry)) return [`${who(entry)} command /${entry.name}`];
      return entry.subcommands.map((each) => `${who(each)} command /${entry.name} ${each.name}`);
    }),
    ...actions.map((handler) => `${who(handler)} action ${handler.action}`),
    ...forms.map((handler) => `${who(handler)} form ${handler.action}`),
  ]);
  const table = `${lines.toSorted().join('\n')}\n`;
  await expect(table).toMatchFileSnapshot(join(import.meta.dirname, 'permissions.txt'));
  await close();
});

const said = 'Quetzalfeder';
/** Without what was typed: whoever types it sees it again. */
function withoutWords(deed: Found): Found {
  if (deed.kind === 'submit') return { ...deed, values: {} };
  if (deed.kind !== 'command') return deed;
  return { ...deed, values: Object.fromEntries(Object.entries(deed.values).filter(([, value]) => value !== said)) };
}

const strangers = [
  actorNamed('ana', { communityId: 'two' }),
  actorNamed('ana', { platform: 'slack' }),
  actorNamed('bo'),
  // Who runs the community, or another one, sees no more of it.
  actorNamed('mo', { isModerator: true }),
  actorNamed('ana', { communityId: 'three', isModerator: true }),
];

test('no command, button or form of one member reaches their rows from elsewhere, under the same id too', async () => {
  const { dispatcher, log, close } = await bot();
  const ana = actorNamed('ana');
  const exported = async () => {
    const outcome = await act(dispatcher, ana, { kind: 'command', path: ['mydata', 'export'], values: {} });
    const file = outcome.kind === 'card' ? outcome.files?.find(({ name }) => name === 'rebound.json') : undefined;
    return JSON.parse(new TextDecoder().decode(file?.bytes)).tables as Record<string, unknown[]>;
  };
  const walked = await walk(dispatcher, ana, said);
  const leads = walked.flatMap(({ outcome }) => {
    if (outcome.kind !== 'card') return [];
    return outcome.card.actions.flatMap((action): Found[] => {
      if (action.kind === 'link') return [];
      const chosen = action.kind === 'select' ? [action.options[0]?.value ?? ''] : [];
      return [{ kind: 'press', token: action.token, chosen }];
    });
  });
  const bare = dispatcher.commands.flatMap((entry): Found[] => {
    if (!isGroup(entry)) return [{ kind: 'command', path: [entry.name], values: {} }];
    return entry.subcommands.map(({ name }) => ({ kind: 'command', path: [entry.name, name], values: {} }));
  });
  const all = [...leads, ...bare, ...walked.map(({ deed }) => withoutWords(deed))];
  const tries = new Map(all.map((deed) => [JSON.stringify(deed), deed]));
  expect([...tries.keys()].filter((deed) => /:[0-9a-f]{8}-/.test(deed)).length).toBeGreaterThan(20);

  const before = await exported();
  for (const stranger of strangers) {
    for (const [named, deed] of tries) {
      expect(JSON.stringify(await act(dispatcher, stranger, deed)), named).not.toContain(said);
    }
  }
  expect(await exported()).toEqual(before);
  log.check();
  await close();
  // Some hundred interactions, one after the other.
}, 120_000);

test('a card of moderators that outlived the right, or was passed on, does nothing for whoever has it not', async () => {
  const database = await freshDatabase();
  const done: string[] = [];
  const run = async (): Promise<Outcome> => {
    done.push('done');
    return reply(card({ sections: [text(rich('done'))] }));
  };
  const action: ActionHandler = { action: 'house.sweep', audience: 'moderator', run };
  const rules: FormHandler = {
    action: 'house.rules',
    audience: 'moderator',
    build: async () =>
      form({
        token: actionToken('house.rules'),
        title: 'Rules',
        submitLabel: 'Save',
        fields: [{ kind: 'text', name: 'rule', label: 'Rule', required: false, multiline: false, maxLength: 10 }],
      }),
    run,
  };
  const clock = storyClock();
  const dispatcher = createDispatcher({
    features: [{ name: 'house', commands: [], actions: [action], forms: [rules] }],
    identify: createMembers({ database, clock, random: systemRandom, locales: ['en'] }).identify,
    within: database.within,
    heed: async () => undefined,
    forms: { keep: async () => '', find: async () => undefined },
    clock,
    log: failingLog(),
  });
  const deeds: Found[] = [
    { kind: 'press', token: actionToken('house.sweep'), chosen: [] },
    { kind: 'press', token: actionToken('house.rules'), chosen: [] },
    { kind: 'submit', token: actionToken('house.rules'), values: { rule: 'mine' } },
  ];
  for (const deed of deeds) {
    const refused = await act(dispatcher, actorNamed('dee'), deed);
    expect(refused).toMatchObject({ kind: 'card', refused: true });
    expect(await act(dispatcher, actorNamed('dee', { isModerator: true }), deed)).not.toMatchObject({ refused: true });
  }
  expect(done).toHaveLength(2);
  await database.close();
});

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isGroup } from '../../src/core/commands/index.ts';
import { actionToken } from '../../src/core/interactions/index.ts';
import type { FormValues } from '../../src/core/views/index.ts';
import { hostileFragments } from '../support/arbitraries.ts';
import { engines } from '../support/database.ts';
import { type Bare, bareBot, type Done, readable } from '../support/dispatching.ts';

// A word that must turn up nowhere but with who typed it.
const canary = 'Zanzibar Nut Company';

describe.each(engines)('on the %s engine', (engine) => {
  let bot: Bare;
  beforeAll(async () => {
    bot = await bareBot(engine);
  });
  afterAll(() => bot.close());
  // A fault of ours is logged; bad input is none, and none of it is logged.
  afterEach(() => expect(bot.logged).toEqual([]));

  const says = async (line: string) => readable(await bot.act('ana', { kind: 'line', line }));
  const every = (make: (action: string) => Done) =>
    bot.dispatcher.actions.map((action) => ({ action, done: make(action) }));

  test.each([
    ['an unknown command', `/rejectd ${canary}`, '/rejected'],
    ['no command at all', `I was turned down by ${canary}`, '/help'],
    ['an unknown subcommand', `/goal remove ${canary}`, 'It knows: '],
    ['a stage that does not exist', `/rejected stage:nonsense company:"${canary}"`, 'You can pick: '],
    ['a text too long for its option', `/settings zone:"${canary} ${'x'.repeat(100)}"`, 'at most'],
    ['100 kB pasted', `/rejected ${`${canary} `.repeat(5_000)}`, 'Please send a shorter version'],
    ['a text that reads backwards', `/settings zone:"\u202e${canary}\u202c \u0007"`, 'no time zone'],
  ])('%s is met with what to do, and with what was typed', async (_what, line, told) => {
    const answer = await says(line);
    expect(answer).toContain(told);
    if (!line.startsWith('/settings zone:"\u202e')) expect(answer).toContain(canary);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not come back
    expect(answer).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
  });

  test('a line is understood or kindly refused, whatever stands in it', async () => {
    const commands = bot.dispatcher.commands.flatMap((entry) =>
      isGroup(entry) ? entry.subcommands.map((command) => `/${entry.name} ${command.name}`) : [`/${entry.name}`],
    );
    for (const command of commands) {
      for (const typed of ['constructor:x', '__proto__:x', '"', ':', '\u0000', hostileFragments.join(' ')]) {
        expect(await says(`${command} ${typed}`), command).not.toContain('went wrong on our side');
      }
    }
  });

  test('options of the wrong type from a platform that types them are refused as well', async () => {
    const sends = async (path: readonly [string], values: Record<string, string | number>) =>
      readable(await bot.act('ana', { kind: 'command', path, values }));
    expect(await sends(['rejected'], { stage: 7 })).toContain('You can pick: ');
    expect(await sends(['rejected'], { nonsense: 'x' })).toContain('does not know "nonsense"');
    expect(await sends(['rejected'], { constructor: 'x' } as Record<string, string>)).toContain('does not know');
    expect(await sends(['nothing'.repeat(100)], { said: canary })).toContain(canary);
    expect(await sends(['rejected'], { company: 'x'.repeat(100_000) })).toContain('at most');
  });

  test('a press on a row that is gone, was never there or is no row is answered, whatever the button', async () => {
    for (const row of [randomUUID(), 'garbage', '-', 'a'.repeat(40)]) {
      for (const { action, done } of every((each) => ({
        kind: 'press',
        token: actionToken(each, row, 3),
        chosen: ['nonsense'],
      }))) {
        expect(readable(await bot.act('bo', done)), `${action} ${row}`).not.toContain('went wrong on our side');
      }
    }
  });

  test('a form for a row that is gone or of no form at all is answered with what was typed in it', async () => {
    const values: FormValues = { words: canary, what: canary, said: canary, company: canary, constructor: canary };
    for (const row of [randomUUID(), 'garbage']) {
      for (const { action, done } of every((each) => ({ kind: 'submit', token: actionToken(each, row, 3), values }))) {
        const answer = await bot.act('bo', done);
        expect(readable(answer), action).not.toContain('went wrong on our side');
        if (answer.kind === 'card' && answer.refused) expect(readable(answer), action).toContain(canary);
      }
    }
  });

  test.each(['', 'v1', 'v1:goals.add', 'v2:goals.add:-:0', 'v1:nobody.nothing:-:0', '\u0000'.repeat(200)])(
    'the token %j opens nothing',
    async (token) => {
      const pressed = await bot.act('bo', { kind: 'press', token, chosen: [] });
      expect(readable(pressed)).toContain('no longer there');
      const sent = await bot.act('bo', { kind: 'submit', token, values: { text: canary } });
      expect(readable(sent)).toContain('no longer there');
      expect(readable(sent)).toContain(canary);
    },
  );

  test('a form that cannot be taken comes back whole, on platforms that can show it and on those that cannot', async () => {
    const typed = `${canary} `.repeat(400).trim();
    const asked = await bot.act('cem', { kind: 'line', line: '/feedback' });
    if (asked.kind !== 'form') throw new Error('/feedback asks with a form');
    const { token } = asked.form;
    const submit: Done = { kind: 'submit', token, values: { said: typed, areas: ['nonsense'] } };
    const inline = await bot.act('cem', submit);
    expect(inline.kind).toBe('invalid');
    expect(readable(inline)).toContain(typed);
    const elsewhere = await bot.act('cem', submit, { inlineErrors: false, formAfterForm: false });
    if (elsewhere.kind !== 'card') throw new Error('A card offers to open the form again');
    const button = elsewhere.card.actions[0];
    if (button?.kind !== 'button') throw new Error('It has a button');
    const again: Done = { kind: 'press', token: button.token, chosen: [] };
    expect(readable(await bot.act('cem', again))).toContain(typed);
    // The same button in another member's hand opens nothing.
    expect(readable(await bot.act('dee', again))).toContain('no longer there');
  });

  test('a form that arrives twice is taken once, and two forms at once are both taken', async () => {
    const opens = async () => {
      const asked = await bot.act('eve', { kind: 'line', line: '/feedback' });
      if (asked.kind !== 'form') throw new Error('/feedback asks with a form');
      return asked.form.token;
    };
    const sends = (token: string, said: string, id: string) =>
      bot.act('eve', { kind: 'submit', id, token, values: { said } });
    const [first, second, third] = [await opens(), await opens(), await opens()];
    await Promise.all([sends(first, 'first', 'eve-1'), sends(first, 'first', 'eve-1')]);
    await Promise.all([sends(second, 'second', 'eve-2'), sends(third, 'third', 'eve-3')]);
    // Sent once more with other words: the row stands, and the words are given back.
    expect(readable(await sends(first, canary, 'eve-4'))).toContain(canary);

    const log = await bot.act('eve', { kind: 'line', line: '/feedback log' });
    const entries = log.kind === 'card' ? log.card.actions.find((action) => action.kind === 'select') : undefined;
    expect(entries?.options).toHaveLength(3);
    expect(readable(log)).not.toContain(canary);
  });
});

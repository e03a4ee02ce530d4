import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCard } from '../../src/adapters/discord/cards.ts';
import { renderForm } from '../../src/adapters/discord/forms.ts';
import { readInteraction, toInteraction } from '../../src/adapters/discord/interactions.ts';
import { cardMessage } from '../../src/adapters/slack/cards.ts';
import { cardModal, formModal } from '../../src/adapters/slack/forms.ts';
import { hearCommand } from '../../src/adapters/slack/interactions.ts';
import { composeBot } from '../../src/compose.ts';
import { parseLine, readOptions } from '../../src/core/commands/index.ts';
import { actionToken, parseActionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words, wordsOnly } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { card, renderPlain, text } from '../../src/core/views/index.ts';
import { noDatabase } from '../../src/db/no-database.ts';
import { faultsOf } from '../servers/discord/rules.ts';
import { faultsOfMessage, faultsOfModal } from '../servers/slack/check.ts';
import { cards, forms } from '../support/arbitraries.ts';
import { fuzzCases, mutated } from '../support/mutated.ts';

const numRuns = Math.ceil(fuzzCases / 5);
const patient = 3_600_000;

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const secretKey = new Uint8Array(32);
const { commands } = composeBot({
  database: noDatabase,
  secretKey,
  clock: systemClock,
  random: systemRandom,
  log,
}).dispatcher;

const names = commands.map(({ name }) => name);
const shred = fc.oneof(
  fc.constantFrom(
    ...names,
    '/',
    ' ',
    ':',
    '=',
    '"',
    '“',
    "'",
    '\\',
    '\n',
    '__proto__',
    'constructor:',
    '<@U1>',
    '@everyone',
    '\u202e',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const said = fc.array(shred, { maxLength: 25 }).map((pieces) => pieces.join(''));

test('no line of text brings the parser down', { timeout: patient }, () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), said, (name, rest) => {
      const parsed = parseLine(`/${name} ${rest}`, commands, 'en');
      if (parsed.ok && parsed.value.kind === 'run') readOptions(parsed.value.command, parsed.value.raw, 'en');
    }),
    { numRuns },
  );
});

test('whatever is read as a token is written as the same token', { timeout: patient }, () => {
  const near = fc.tuple(said, said, fc.oneof(fc.nat().map(String), said)).map(([a, b, c]) => `v1:${a}.x:${b}:${c}`);
  const wild = fc.oneof(said, near, fc.stringMatching(/^v1:[a-z]{1,9}\.[a-z-]{1,9}:[A-Za-z0-9_-]{1,60}:\d{1,9}$/));
  fc.assert(
    fc.property(wild, (token) => {
      const parsed = parseActionToken(token);
      if (parsed) expect(actionToken(parsed.action, parsed.row, parsed.version)).toBe(token);
    }),
    { numRuns },
  );
});

test('what somebody typed stands in a card as it was typed', { timeout: patient }, () => {
  const style = { time: (instant: string) => instant, member: (id: string) => id, numberActions: false };
  fc.assert(
    fc.property(said, (typed) => {
      const cleaned = words(typed);
      fc.pre(cleaned.value.trim() !== '');
      const shown = renderPlain(card({ sections: [text(wordsOnly(cleaned))] }), style);
      expect(shown.replaceAll(/\s/g, '')).toContain(cleaned.value.replaceAll(/\s/g, ''));
    }),
    { numRuns },
  );
});

const recorded = {
  id: '1290000000000000001',
  application_id: '1290000000000000002',
  type: 2,
  token: 'interaction-token',
  version: 1,
  guild_id: '1290000000000000003',
  channel_id: '1290000000000000004',
  channel: { id: '1290000000000000004', type: 0 },
  locale: 'en-US',
  member: { user: { id: '1290000000000000005', username: 'ana', global_name: 'Ana' }, permissions: '0', nick: null },
  data: { id: '1', name: 'rejected', type: 1, options: [{ name: 'company', type: 3, value: 'Acme' }] },
};

test("a payload of Discord's that is out of shape is read or left alone, and brings nothing down", {
  timeout: patient,
}, () => {
  fc.assert(
    fc.property(mutated(recorded, said), (payload) => {
      const read = readInteraction(payload);
      if (read) toInteraction(read, '1290000000000000003');
    }),
    { numRuns },
  );
});

test("a command of Slack's with anything in it becomes a line with all of it", { timeout: patient }, () => {
  const command = {
    token: '',
    response_url: 'https://hooks.slack.test/1',
    trigger_id: '1.2.abc',
    user_id: 'U1',
    user_name: 'ana',
    team_id: 'T1',
    team_domain: 'jobs',
    channel_id: 'C1',
    channel_name: 'general',
    api_app_id: 'A1',
  };
  fc.assert(
    fc.property(said, (typed) => {
      const { act, sender } = hearCommand({ ...command, command: '/goal', text: typed });
      expect(sender).toMatchObject({ userId: 'U1', teamId: 'T1' });
      expect(act.line.startsWith('/')).toBe(true);
      parseLine(act.line, commands, 'en');
    }),
    { numRuns },
  );
});

// Building one takes as long as a hundred lines of text.
const drawn = { numRuns: Math.ceil(fuzzCases / 400) };
const style = { time: (instant: string) => instant, member: (id: string) => id, numberActions: false };
const frame = {
  style,
  texts: { title: 'Rebound', close: 'Close', cancel: 'Cancel' },
  carried: { place: { kind: 'direct' } },
} as const;

test('every card that core builds is taken by both platforms', { timeout: patient }, () => {
  fc.assert(
    fc.property(cards, (built) => {
      expect(faultsOf('message', renderCard(built, '1290000000000000003'))).toEqual([]);
      expect(faultsOfMessage(cardMessage(built, style))).toEqual([]);
      expect(faultsOfModal(cardModal(built, frame))).toEqual([]);
    }),
    drawn,
  );
});

test('every form that core builds is taken by both platforms', { timeout: patient }, () => {
  fc.assert(
    fc.property(forms, (built) => {
      expect(faultsOf('modal', { type: 9, data: renderForm(built, '1290000000000000003') })).toEqual([]);
      expect(faultsOfModal(formModal(built, frame))).toEqual([]);
    }),
    drawn,
  );
});

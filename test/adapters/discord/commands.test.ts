import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discordLocalesOf, renderCommands } from '../../../src/adapters/discord/commands.ts';
import { nameIn } from '../../../src/adapters/discord/names.ts';
import { composeBot, locales } from '../../../src/compose.ts';
import { type CommandEntry, defineCommand, defineCommandGroup, isGroup } from '../../../src/core/commands/index.ts';
import { reply } from '../../../src/core/interactions/index.ts';
import { systemRandom } from '../../../src/core/ports/random.ts';
import { rich } from '../../../src/core/text/index.ts';
import { card } from '../../../src/core/views/index.ts';
import type { Database } from '../../../src/db/database.ts';
import { faultsOf } from '../../servers/discord/rules.ts';
import { storyClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/database.ts';

const run = async () => reply(card({ sections: [{ kind: 'text', text: rich('done') }] }));
const say =
  (english: string, german = english) =>
  (locale: string) =>
    locale === 'de' ? german : english;

const everyKind = defineCommand({
  name: 'every-kind',
  summary: say('Everything', 'Alles'),
  firstResponse: 'private',
  options: {
    free: { kind: 'text', maxLength: 200, summary: say('Words') },
    zone: { kind: 'text', maxLength: 60, summary: say('A zone'), suggest: async () => [] },
    count: { kind: 'number', min: 1, max: 9, whole: true, summary: say('How many') },
    share: { kind: 'number', min: 0, max: 1, whole: false, summary: say('A share'), required: true },
    stage: {
      kind: 'choice',
      summary: say('Where'),
      choices: [
        { value: 'screening', label: say('Screening', 'Vorauswahl') },
        { value: 'interview', label: say('Interview', 'Gespräch') },
      ],
    },
  },
  run,
});
const moderation = defineCommandGroup({
  name: 'setup',
  summary: say('For moderators'),
  audience: 'moderator',
  subcommands: [
    defineCommand({ name: 'show', summary: say('Shows it'), firstResponse: 'private', options: {}, run }),
    defineCommand({
      name: 'zone',
      summary: say('Sets it'),
      firstResponse: 'private',
      options: { zone: { kind: 'text', maxLength: 60, summary: say('A zone'), required: true } },
      run,
    }),
  ],
});

describe('one definition becomes what Discord registers', () => {
  const [first, second] = renderCommands([everyKind, moderation], ['en', 'de']);

  test('of a command: each kind of option, required ones first, in every language of ours', () => {
    expect(faultsOf('command', first)).toEqual([]);
    expect(first).toMatchObject({
      name: 'every-kind',
      description: 'Everything',
      description_localizations: { de: 'Alles' },
      default_member_permissions: null,
      contexts: [0, 1],
      options: [
        { name: 'share', type: 10, required: true, min_value: 0, max_value: 1 },
        { name: 'free', type: 3, required: false, max_length: 200 },
        { name: 'zone', type: 3, autocomplete: true },
        { name: 'count', type: 4, min_value: 1, max_value: 9 },
        {
          name: 'stage',
          choices: [
            { value: 'screening', name: 'Screening', name_localizations: { de: 'Vorauswahl' } },
            { value: 'interview', name: 'Interview', name_localizations: { de: 'Gespräch' } },
          ],
        },
      ],
    });
  });

  test('of moderators: hidden from everybody else, and only in a server', () => {
    expect(faultsOf('command', second)).toEqual([]);
    expect(second).toMatchObject({
      default_member_permissions: '32',
      contexts: [0],
      options: [
        { name: 'show', type: 1, options: [] },
        { name: 'zone', type: 1, options: [{ name: 'zone', required: true }] },
      ],
    });
  });

  test('and what Discord would refuse is refused here', () => {
    const tooLong = defineCommand({
      name: 'long',
      summary: say('x'.repeat(101)),
      firstResponse: 'private',
      options: {},
      run,
    });
    expect(() => renderCommands([tooLong], ['en'])).toThrow('101');
  });

  test('a name that would mean two in some language among it', () => {
    const named = (name: string) =>
      defineCommand({ name, summary: say('x'), firstResponse: 'private', options: {}, run });
    const german = nameIn('de', 'goal') ?? '';
    expect(() => renderCommands([named('goal'), named(german)], ['en'])).not.toThrow();
    expect(() => renderCommands([named('goal'), named(german)], ['en', 'de'])).toThrow('"ziel"');
  });
});

describe('the commands of the bot', () => {
  let database: Database;
  let commands: readonly CommandEntry[];
  beforeAll(async () => {
    database = await freshDatabase();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const secretKey = new Uint8Array(32);
    commands = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log }).dispatcher.commands;
  });
  afterAll(() => database.close());
  const others = locales.filter((locale) => locale !== 'en');

  test('are taken by Discord, in all languages at once', () => {
    for (const command of renderCommands(commands, locales)) {
      expect(faultsOf('command', command), command.name).toEqual([]);
    }
  });

  test.each(others)('and all that can be named there has a name in %s', (locale) => {
    const file = join(import.meta.dirname, `../../../src/adapters/discord/names/${locale}.json`);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8'))).sort()).toEqual(
      [...new Set(commands.flatMap(namesOf))].sort(),
    );
  });

  test('carry those names wherever a locale of Discord’s is one of ours', () => {
    const goal = renderCommands(commands, locales).find(({ name }) => name === 'goal');
    expect(goal?.name_localizations).toMatchObject({ de: 'ziel', 'es-ES': 'meta', 'es-419': 'meta', hi: 'लक्ष्य' });
    const log = goal?.options?.find(({ name }) => name === 'log');
    expect(log).toMatchObject({
      name_localizations: { fr: 'noter' },
      options: expect.arrayContaining([
        expect.objectContaining({
          name: 'amount',
          name_localizations: expect.objectContaining({ 'pt-BR': 'quantidade' }),
        }),
      ]),
    });
  });
});

function namesOf(entry: CommandEntry): string[] {
  const commands = isGroup(entry) ? entry.subcommands : [entry];
  return [entry.name, ...commands.flatMap(({ name, options }) => [name, ...Object.keys(options)])];
}

test('a locale of ours serves all of Discord’s of that language, or just its own', () => {
  expect(discordLocalesOf('es')).toEqual(['es-ES', 'es-419']);
  expect(discordLocalesOf('pt-BR')).toEqual(['pt-BR']);
  expect(discordLocalesOf('xx')).toEqual([]);
});

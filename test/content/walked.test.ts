import { expect, test } from 'vitest';
import { composeBot, locales } from '../../src/compose.ts';
import type { Outcome } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { defaultLocale, type Locale } from '../../src/core/text/index.ts';
import { type Form, plainRich, renderPlain } from '../../src/core/views/index.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { actorNamed, walk } from '../support/walker.ts';

// As long as an option takes, and from right to left: what is made of it must fit, however it is shortened and marked.
const typed = 'חברה ארוכה (תל אביב), '.repeat(4).slice(0, 80).trim();
const style = { time: () => '', member: () => '', numberActions: false };

/** The lines of what a moderator is shown wherever they can go. Throws where a string is over a limit: cards and forms do when made. */
async function heardIn(locale: Locale): Promise<ReadonlySet<string>> {
  const database = await freshDatabase();
  const log = failingLog();
  const secretKey = new Uint8Array(32).fill(7);
  const bot = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log });
  await bot.open();
  const walked = await walk(bot.dispatcher, actorNamed('mo', { locale, isModerator: true }), typed);
  log.check();
  await bot.stop();
  await database.close();
  expect(walked.length).toBeGreaterThan(60);
  return new Set(walked.flatMap(({ outcome }) => linesOf(outcome)));
}

function linesOf(outcome: Outcome): string[] {
  if (outcome.kind === 'card') return renderPlain(outcome.card, style).split('\n');
  return outcome.kind === 'form' ? linesOfForm(outcome.form) : Object.values(outcome.errors);
}

function linesOfForm({ title, intro, fields, submitLabel }: Form): string[] {
  const said = fields.flatMap((field) => [
    field.label,
    field.hint ?? '',
    ...(field.kind === 'select' ? field.options.flatMap(({ label, description = '' }) => [label, description]) : []),
  ]);
  return [title, ...plainRich(intro ?? [], style).split('\n'), ...said, submitLabel];
}

// What was typed and names are the same in every language, and so are commands; a sentence of three words is not.
const isSentence = (line: string) => /(\p{L}+[ ,.]+){2}\p{L}/u.test(line) && !/\p{Script=Hebrew}|https?:|`/u.test(line);

const english = heardIn(defaultLocale);

test.each(locales)(
  'wherever a moderator can go in %s, every card and form can be shown, and nothing is said in another language',
  async (locale) => {
    const inEnglish = await english;
    const heard = locale === defaultLocale ? [] : [...(await heardIn(locale))];
    expect(heard.filter((line) => isSentence(line) && inEnglish.has(line))).toEqual([]);
  },
  240_000,
);

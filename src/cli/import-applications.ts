import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { confirm, progress } from '@clack/prompts';
import { createClient, type PlaygroundClient } from '../adapters/playground/index.ts';
import { readConfig } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { memberPace } from '../core/interactions/index.ts';
import type { Random } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { words } from '../core/text/index.ts';
import { formatMoment, localDateOf, systemClock } from '../core/time/index.ts';
import { limits, type PlainStyle, plainRich, renderPlain } from '../core/views/index.ts';
import { faultText, readTable, splitTable } from '../features/applications/index.ts';
import { reachBot } from './reach.ts';
import { messages } from './texts.ts';

export interface ImportOptions {
  /** The persona whose list it goes into. */
  readonly as: string;
  /** Bring in without asking, as in a script. */
  readonly yes?: true;
}

const largestFileBytes = 8 * 1024 * 1024;

/**
 * Brings a CSV file of applications into a persona's list: what was read is shown first, with every wrong line by its number.
 * Resolves to the exit status: 0 where something was, or could have been, brought in. Throws `SetupError` for a file that
 * cannot be read.
 */
export async function importApplications(file: string, options: ImportOptions): Promise<number> {
  const { locale, timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const say = (key: Parameters<typeof messages.text>[1], values?: Parameters<typeof messages.text>[2]) =>
    void process.stdout.write(`${messages.text(locale, key, values)}\n`);
  const table = readTable(readFile(file, locale), localDateOf(systemClock.now(), zone));
  if (!table.hasCompany) throw new SetupError(messages.text(locale, 'import-no-company'));
  if (table.unknown.length > 0) say('import-unknown', { columns: words(table.unknown.join(', ')).value });
  if (table.faults.length > 0) say('import-faults', { count: table.faults.length });
  const style = plainStyle(locale, zone);
  for (const fault of table.faults) process.stdout.write(`  ${plainRich(faultText(locale, fault), style)}\n`);
  if (table.lines.length === 0) {
    say('import-nothing');
    return 1;
  }
  say('import-ready', { count: table.lines.length, name: options.as });
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
  if (!options.yes && !isInteractive) {
    say('import-say-yes');
    return 0;
  }
  // Leaving the question answers a symbol of the library's, which is no yes either.
  if (!options.yes && (await confirm({ message: messages.text(locale, 'import-confirm') })) !== true) {
    say('import-stopped');
    return 0;
  }
  const { reach, close } = await reachBot(readConfig());
  try {
    const client = createClient({ ...reach, as: options.as, locale, zone });
    const bar = isInteractive ? progress({ max: table.lines.length }) : undefined;
    bar?.start(messages.text(locale, 'import-progress'));
    const parts = splitTable(table.lines, limits.form.text);
    const hands = { client, random: systemRandom, style, sleep };
    const result = await bringIn(hands, parts, (count) => bar?.advance(count));
    bar?.stop();
    if ('refused' in result) say('import-refused', { line: result.refused, why: result.why });
    say('import-done', { count: result.taken });
    return 'refused' in result ? 1 : 0;
  } finally {
    await close();
  }
}

function readFile(file: string, locale: string): string {
  const most = largestFileBytes;
  try {
    if (statSync(file).size > most) {
      throw new SetupError(messages.text(locale, 'import-too-large', { file, most: most / 1024 / 1024 }));
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(messages.text(locale, 'import-unreadable', { file }));
  }
}

function plainStyle(locale: string, zone: string): PlainStyle {
  return {
    time: (instant, show) => formatMoment(instant, show, { locale, zone, now: systemClock.now() }),
    member: (id) => id,
    numberActions: false,
  };
}

export type ImportResult =
  | { readonly taken: number }
  /** The bot took nothing from this line on. */
  | { readonly taken: number; readonly refused: number; readonly why: string };

interface Hands {
  readonly client: PlaygroundClient;
  readonly random: Random;
  readonly style: PlainStyle;
  sleep(milliseconds: number): Promise<unknown>;
}

// A part is opened, pasted and added. Whoever does more at once than half of what the bot takes from a member goes no faster
// from then on than it takes any number of deeds; the other half is for what they do besides.
const deedsOfPart = 3;
const partsAtOnce = Math.floor(memberPace.atOnce / 2 / deedsOfPart);

/**
 * Hands the parts of a table to the bot as the member would: pastes each and presses the button that adds it.
 * @param advanced told how many lines each part held, once it is in.
 */
export async function bringIn(
  hands: Hands,
  tables: ReturnType<typeof splitTable>,
  advanced: (count: number) => void,
): Promise<ImportResult> {
  const { conversations } = await hands.client.snapshot();
  const conversationId = conversations.find(({ kind }) => kind === 'direct')?.id ?? 'direct';
  let taken = 0;
  for (const [at, part] of tables.entries()) {
    const rest = at < partsAtOnce ? 0 : deedsOfPart * memberPace.everyMs;
    const [why] = await Promise.all([bringPart(hands, conversationId, part), hands.sleep(rest)]);
    if (why !== undefined) return { taken, refused: part.lastLine - part.count + 1, why };
    taken += part.count;
    advanced(part.count);
  }
  return { taken };
}

/** Resolves to what the bot said where it did not take the part. */
async function bringPart(
  { client, random, style }: Hands,
  conversationId: string,
  { text }: ReturnType<typeof splitTable>[number],
): Promise<string | undefined> {
  const base = () => ({ id: random.uuid(), conversationId });
  const opened = await client.act({ ...base(), kind: 'line', line: '/applications import' });
  if (opened.kind !== 'form') throw new Error('The bot opened no form for a table');
  const preview = await client.act({ ...base(), kind: 'submit', token: opened.form.token, values: { table: text } });
  const shown = preview.kind === 'message' && preview.message.content.kind === 'card' ? preview.message : undefined;
  const card = shown?.content.kind === 'card' ? shown.content.card : undefined;
  const add = card?.actions.find((action) => action.kind === 'button' && action.style === 'primary');
  if (!shown || !card) throw new Error('The bot took no part of the table');
  // Where all of the part is in the list already, there is nothing to press.
  if (add?.kind !== 'button') return undefined;
  const press = { ...base(), kind: 'press', messageId: shown.id, token: add.token, chosen: [] } as const;
  const answer = await client.act(press);
  if (answer.kind === 'message' && !answer.refused) return undefined;
  const said = answer.kind === 'message' && answer.message.content.kind === 'card' ? answer.message.content.card : card;
  return renderPlain({ ...said, actions: [] }, style);
}

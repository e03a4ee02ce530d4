import { writeFile } from 'node:fs/promises';
import { parse, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import {
  createClient,
  createTerminal,
  playgroundMessages as messages,
  type PlaygroundClient,
  personas,
  RequestRefused,
  type Terminal,
} from '../adapters/playground/index.ts';
import { readConfig } from '../config/index.ts';
import { SetupError } from '../core/errors/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { reachBot } from './reach.ts';

export interface ChatOptions {
  /** The persona to be. */
  readonly as: string;
  /** A channel; absent: the private messages with the bot. */
  readonly in?: string;
}

/**
 * Talks with the bot in the terminal, or answers the lines of a pipe: with the bot that runs on the data folder, else with one
 * of its own. Resolves to the exit status: 0 where every line was understood.
 */
export async function chat(options: ChatOptions): Promise<number> {
  const config = readConfig();
  const { locale, timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const { reach, close } = await reachBot(config);
  try {
    const client = createClient({ ...reach, as: options.as, locale, zone });
    const spot = { conversationId: await findConversation(client, options, locale) };
    const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
    const talk = isInteractive ? talkWithPerson : answerPipe;
    return await talk({ client, random: systemRandom, spot, locale, zone, save: saveHere }, options.as);
  } finally {
    await close();
  }
}

type TalkParts = Omit<Parameters<typeof createTerminal>[0], 'print'> & { readonly client: PlaygroundClient };

async function findConversation(client: PlaygroundClient, options: ChatOptions, locale: string): Promise<string> {
  const { conversations } = await client.snapshot().catch((error: unknown) => {
    if (!(error instanceof RequestRefused) || error.fault !== 'unknown-persona') throw error;
    const names = personas.map((persona) => persona.id).join(', ');
    throw new SetupError(messages.text(locale, 'terminal-unknown-persona', { name: options.as, names }));
  });
  const found = conversations.find(({ id, kind }) =>
    options.in === undefined ? kind === 'direct' : id === options.in,
  );
  if (found) return found.id;
  const names = conversations.map((conversation) => conversation.id).join(', ');
  throw new SetupError(messages.text(locale, 'terminal-unknown-channel', { name: options.in ?? '', names }));
}

/** Into the current folder, readable by its owner alone, beside a file of that name that is there already. */
async function saveHere(name: string, bytes: Uint8Array): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let copy = 1; ; copy += 1) {
    const path = resolve(copy === 1 ? `${stem}${ext}` : `${stem}-${copy}${ext}`);
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

async function answerPipe(parts: TalkParts): Promise<number> {
  const terminal = createTerminal({ ...parts, print: (text) => process.stdout.write(`${text}\n\n`) });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    await terminal.take(line);
  }
  await terminal.finish();
  return statusOf(terminal);
}

async function talkWithPerson(parts: TalkParts, name: string): Promise<number> {
  const { locale, client } = parts;
  const screen = createInterface({ input: process.stdin, output: process.stdout });
  screen.setPrompt(messages.text(locale, 'terminal-prompt', { name }));
  const terminal = createTerminal({
    ...parts,
    print: (text) => {
      process.stdout.write(`\r\n${text}\n\n`);
    },
  });
  const leave = new AbortController();
  const listening = client.listen(
    {
      connected: () => undefined,
      event: (event) => {
        if (event.kind !== 'message') return;
        terminal.hear(event.message);
      },
    },
    leave.signal,
  );
  process.stdout.write(`${messages.text(locale, 'terminal-welcome', { name })}\n\n`);
  screen.prompt();
  for await (const line of screen) {
    await terminal.take(line);
    screen.prompt();
  }
  leave.abort();
  await listening.catch(() => undefined);
  return statusOf(terminal);
}

function statusOf(terminal: Terminal): number {
  return terminal.allUnderstood ? 0 : 1;
}

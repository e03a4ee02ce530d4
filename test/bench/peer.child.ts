import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type SlashCommand } from '@slack/bolt';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import pg from 'pg';

// What our bot is measured against: the least that one could write with the same libraries.
const [kind, signingSecret = '', connectionString = ''] = process.argv.slice(2);

if (kind === 'sdks') {
  await import('discord.js');
  process.stdout.write('Ready: nothing\n');
  setInterval(() => undefined, 60_000);
} else {
  // Nothing is asked of Slack, as ours asks nothing once it knows a workspace.
  const authorize = async () => ({ botToken: 'xoxb-by-hand', botId: 'B1', botUserId: 'UBOT' });
  const app = new App({ signingSecret, authorize });
  const answer = kind === 'database' ? storing() : async () => 'So close.';
  app.command('/rejected', async ({ command, ack }) => {
    await ack({ response_type: 'ephemeral', text: await answer(command) });
  });
  const server = (await app.start(0)) as Server;
  process.stdout.write(`Ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
}

/** One INSERT and one SELECT. */
function storing() {
  const notes = pgTable('bench_notes', { id: uuid('id').primaryKey(), note: text('note').notNull() });
  const queries = drizzle(new pg.Pool({ connectionString, max: 10 }));
  return async (command: SlashCommand) => {
    const id = randomUUID();
    await queries.insert(notes).values({ id, note: command.text });
    const [row] = await queries.select().from(notes).where(eq(notes.id, id));
    return `So close: ${row?.note}`;
  };
}

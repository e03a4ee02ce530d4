import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import { storing } from './storing.ts';

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
  const answer = kind === 'database' ? storing(connectionString) : async () => 'So close.';
  app.command('/rejected', async ({ command, ack }) => {
    await ack({ response_type: 'ephemeral', text: await answer(command.text) });
  });
  const server = (await app.start(0)) as Server;
  process.stdout.write(`Ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
}

import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import type { Log } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { createTelemetry } from '../../src/telemetry/index.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { rememberingLog } from '../support/log.ts';
import { createPeer } from '../support/peer.ts';
import { memberIds } from '../support/rows.ts';
import { act, actorNamed, type Found, pressOf } from '../support/walker.ts';

test('the log tells that a post without a name went out, and neither whose it is, nor its name, nor its words', async () => {
  const database = await freshDatabase();
  const telemetry = createTelemetry();
  const lines = rememberingLog();
  // As the running bot's log: what every line carries is read when it is written.
  const told =
    (keep: Log['info']): Log['info'] =>
    (facts, message) =>
      keep({ ...telemetry.facts(), ...facts }, message);
  const log = { info: told(lines.info), warn: told(lines.warn), error: told(lines.error) };
  telemetry.logTo(log);
  const secretKey = new Uint8Array(32).fill(7);
  const bot = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log, telemetry });
  await bot.open();
  const peer = createPeer();
  await bot.work([peer.deliveries]);

  const ana = actorNamed('ana-on-the-platform', { platform: 'playground' });
  const does = (deed: Found) => act(bot.dispatcher, ana, deed);
  const answered = await does({ kind: 'line', line: '/rejected stage:interview company:Acme' });
  const form = await does(pressOf(await does(pressOf(answered, 'Some')), 'Tell the community'));
  if (form.kind !== 'form') throw new Error('No form opened');
  const draft = await does({ kind: 'submit', token: form.form.token, values: { words: 'Quetzalfeder' } });
  const preview = await does(pressOf(draft, 'Without my name'));
  const alias = /made-up name.*?"value":"(\S+ \S+?)"/.exec(JSON.stringify(preview))?.[1] ?? '';
  expect(alias).not.toBe('');
  await does(pressOf(preview, 'Post it now'));
  await expect.poll(() => JSON.stringify(lines.said), { timeout: 20_000 }).toContain('Delivered');

  const said = JSON.stringify(lines.said);
  expect(said).toContain('announcements.post');
  const [memberId = ''] = await memberIds(database);
  for (const secret of [memberId, 'ana-on-the-platform', alias, 'Quetzalfeder', 'Acme'])
    expect(said).not.toContain(secret);
  await bot.stop();
  await database.close();
});

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { installationKeys } from '../../src/db/installation-key.ts';
import { openEmbedded } from '../../src/db/open.ts';
import { storyClock } from '../support/clock.ts';
import { prepareFolder } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { act, actorNamed } from '../support/walker.ts';

async function on<Result>(folder: string, work: (bot: ReturnType<typeof composeBot>) => Promise<Result>) {
  const database = await openEmbedded(folder);
  try {
    const { current: secretKey } = await installationKeys(folder, database);
    return await work(
      composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log: failingLog() }),
    );
  } finally {
    await database.close();
  }
}

test('a data folder that was copied while the bot stood still is opened in another place, and every word is there', async () => {
  const root = mkdtempSync(join(tmpdir(), 'rebound-backup-'));
  const says = (line: string) => (bot: ReturnType<typeof composeBot>) =>
    act(bot.dispatcher, actorNamed('ana'), { kind: 'line', line });
  prepareFolder(join(root, 'data'));
  await on(join(root, 'data'), says('/rejected interview company:Acme'));
  cpSync(join(root, 'data'), join(root, 'backup'), { recursive: true });
  await on(join(root, 'data'), says('/rejected final company:Umbra'));
  const restored = JSON.stringify(await on(join(root, 'backup'), says('/rejected log')));
  expect([restored.includes('Acme'), restored.includes('Umbra')]).toEqual([true, false]);
  rmSync(root, { recursive: true });
}, 120_000);

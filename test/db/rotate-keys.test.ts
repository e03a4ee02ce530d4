import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { systemRandom } from '../../src/core/ports/random.ts';
import { systemClock } from '../../src/core/time/index.ts';
import type { Database } from '../../src/db/database.ts';
import { installationKeys } from '../../src/db/installation-key.ts';
import { openEmbedded, openServer } from '../../src/db/open.ts';
import { communities, memberKeys, members } from '../../src/db/schema.ts';
import { createSecrets } from '../../src/db/secrets.ts';
import { createVault } from '../../src/db/vault.ts';
import { freshServerDatabase, prepareFolder } from '../support/database.ts';
import { launch } from '../support/process.ts';

const place = (row: string) => ({ table: 'notes', column: 'words', row });

/** Members with a sealed word each, and a secret of the installation. */
async function fill(database: Database, key: Uint8Array, count: number): Promise<ReadonlyMap<string, Uint8Array>> {
  const { queries } = database;
  const createdAt = new Date();
  const communityId = systemRandom.uuid();
  await queries.insert(communities).values({ id: communityId, platform: 'slack', platformId: 'T1', createdAt });
  const vault = createVault(key);
  const said = new Map<string, Uint8Array>();
  for (let at = 0; at < count; at += 1) {
    const id = systemRandom.uuid();
    await queries.insert(members).values({ id, communityId, platformUserId: `U${at}`, createdAt });
    said.set(id, await vault.seal(queries, id, place(id), `said by ${id}`));
  }
  await createSecrets({ database, clock: systemClock, keys: { current: key } }).save('slack T1', { token: 'xoxb' });
  return said;
}

/** How many of the sealed words these keys open. */
async function readable(
  database: Database,
  said: ReadonlyMap<string, Uint8Array>,
  current: Uint8Array,
  previous?: Uint8Array,
): Promise<number> {
  const vault = createVault(current, previous);
  let count = 0;
  for (const [id, sealed] of said) {
    const opened = await vault.open(database.queries, id, place(id), sealed).catch(() => undefined);
    if (opened === `said by ${id}`) count += 1;
  }
  return count;
}

test('a rotation that is killed in the middle loses nothing, and the next one finishes it beside a running bot', async () => {
  const { url, drop } = await freshServerDatabase();
  const database = await openServer({ url, poolSize: 4, onIdleError: () => undefined });
  const [before, after] = [randomBytes(32), randomBytes(32)];
  const said = await fill(database, before, 220);
  const environment = {
    DATABASE_URL: url,
    REBOUND_SECRET_KEY: after.toString('base64'),
    REBOUND_PREVIOUS_SECRET_KEY: before.toString('base64'),
  };

  const ids = await database.queries
    .select({ id: memberKeys.memberId })
    .from(memberKeys)
    .orderBy(asc(memberKeys.memberId));
  const last = ids.at(-1)?.id ?? '';
  // Somebody holds the last row, so that the rotation stands still before it ends.
  await database.transaction(async (tx) => {
    await tx.select().from(memberKeys).where(eq(memberKeys.memberId, last)).for('update');
    const killed = launch(['keys', 'rotate'], environment);
    await expect.poll(() => readable(database, said, after), { timeout: 60_000, interval: 100 }).toBeGreaterThan(100);
    killed.signal('SIGKILL');
    await killed.ended;
  });
  expect(await readable(database, said, after)).toBeLessThan(220);
  expect(await readable(database, said, before)).toBeLessThan(220);
  expect(await readable(database, said, after, before)).toBe(220);

  const finished = await launch(['keys', 'rotate'], environment).ended;
  expect(finished).toMatchObject({ status: 0, out: expect.stringContaining('221 keys and secrets') });
  expect(await readable(database, said, after)).toBe(220);
  expect(await readable(database, said, before)).toBe(0);
  const secrets = createSecrets({ database, clock: systemClock, keys: { current: after } });
  expect(await secrets.find('slack T1')).toEqual({ token: 'xoxb' });

  const { REBOUND_PREVIOUS_SECRET_KEY: _gone, ...alone } = environment;
  expect(await launch(['keys', 'rotate'], alone).ended).toMatchObject({
    status: 1,
    err: expect.stringContaining('openssl rand -base64 32'),
  });
  const wrong = { ...environment, REBOUND_SECRET_KEY: randomBytes(32).toString('base64') };
  expect((await launch(['keys', 'rotate'], wrong).ended).err).toContain('opens under neither key');
  expect(await readable(database, said, after)).toBe(220);
  await database.close();
  await drop();
}, 240_000);

test('on the embedded database the data folder gets a new key, and the old one goes when nothing needs it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rebound-keys-'));
  prepareFolder(folder);
  const path = join(folder, 'secret.key');
  const opened = await openEmbedded(folder);
  const { current: before } = await installationKeys(folder, opened);
  const said = await fill(opened, before, 5);
  await opened.close();
  expect((await launch(['keys', 'rotate'], { REBOUND_DATA_DIR: folder }).ended).status).toBe(0);
  expect(existsSync(`${path}.previous`)).toBe(false);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const after = Buffer.from(readFileSync(path, 'utf8'), 'base64');
  const again = await openEmbedded(folder);
  expect(await readable(again, said, after)).toBe(5);
  expect(await readable(again, said, before)).toBe(0);
  await again.close();
  rmSync(folder, { recursive: true });
}, 120_000);

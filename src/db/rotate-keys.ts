import { and, asc, count, eq, gt } from 'drizzle-orm';
import { SetupError } from '../core/errors/index.ts';
import type { Database, Queries } from './database.ts';
import { memberKeys, secrets } from './schema.ts';
import { secretPlace } from './secrets.ts';
import { type BothKeys, decrypt, encrypt, keyPlace } from './vault.ts';

/** How far a rotation is. */
export interface Rotation {
  /** How many keys and secrets there are in all. */
  readonly all: number;
  /** Those that are sealed under the new key by now, before this run or by it. */
  readonly done: number;
}

// One transaction holds the rows of one bite: what a crash undoes, and what waits for it meanwhile.
const bite = 200;

/**
 * Seals every member's key, and every secret of the installation, under the current key where the previous one sealed it.
 * What members wrote is not touched: their own keys stay. May be interrupted at any moment and run again, beside running bots
 * that know both keys. Throws `SetupError` where something opens under neither; what was done before stays done.
 */
export async function rotateKeys(parts: {
  readonly database: Database;
  readonly keys: BothKeys;
  /** Told after each bite. */
  advanced(rotation: Rotation): void;
}): Promise<Rotation> {
  const { database, keys } = parts;
  const all = await countAll(database.queries);
  let done = 0;
  const bites = [
    (after: string, tx: Queries) => rewrapMembers(tx, keys, after),
    (after: string, tx: Queries) => resealSecrets(tx, keys, after),
  ];
  for (const rewrap of bites) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const from: string = after;
      const names: readonly string[] = await database.transaction((tx) => rewrap(from, tx));
      done += names.length;
      parts.advanced({ all, done });
      after = names.at(-1);
    }
  }
  return { all, done };
}

async function countAll(queries: Queries): Promise<number> {
  const [ofMembers] = await queries.select({ rows: count() }).from(memberKeys);
  const [ofInstallation] = await queries.select({ rows: count() }).from(secrets);
  return (ofMembers?.rows ?? 0) + (ofInstallation?.rows ?? 0);
}

async function rewrapMembers(tx: Queries, keys: BothKeys, after: string): Promise<readonly string[]> {
  const rows = await tx
    .select()
    .from(memberKeys)
    .where(after === '' ? undefined : gt(memberKeys.memberId, after))
    .orderBy(asc(memberKeys.memberId))
    .limit(bite);
  for (const { memberId, wrapped: before } of rows) {
    const wrapped = underCurrent(keys, before, keyPlace(memberId));
    // Whoever was deleted meanwhile stays deleted.
    const same = and(eq(memberKeys.memberId, memberId), eq(memberKeys.wrapped, before));
    if (wrapped) await tx.update(memberKeys).set({ wrapped }).where(same);
  }
  return rows.map(({ memberId }) => memberId);
}

async function resealSecrets(tx: Queries, keys: BothKeys, after: string): Promise<readonly string[]> {
  const rows = await tx.select().from(secrets).where(gt(secrets.name, after)).orderBy(asc(secrets.name)).limit(bite);
  for (const { name, value: before } of rows) {
    const value = underCurrent(keys, before, secretPlace(name));
    if (value)
      await tx
        .update(secrets)
        .set({ value })
        .where(and(eq(secrets.name, name), eq(secrets.value, before)));
  }
  return rows.map(({ name }) => name);
}

/** The same under the current key; undefined where it is so already. */
function underCurrent({ current, previous }: BothKeys, sealed: Uint8Array, place: string) {
  if (opened(current, sealed, place)) return undefined;
  const plain = opened(previous, sealed, place);
  if (plain) return encrypt(current, plain, place);
  throw new SetupError(
    `Something opens under neither key (${place}). Are these the two keys that this database has known? What was rotated before it stays so; nothing is lost.`,
  );
}

function opened(key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array | undefined {
  try {
    return decrypt(key, sealed, place);
  } catch {
    return undefined;
  }
}

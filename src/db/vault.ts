import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { eq, is } from 'drizzle-orm';
import { PgTransaction } from 'drizzle-orm/pg-core';
import type { Queries } from './database.ts';
import { memberKeys } from './schema.ts';

/** Where a sealed value lies. It is bound in, so that a ciphertext moved to another row or column does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/**
 * Seals members' words at rest: AES-256-GCM under a data key per member, which is itself wrapped by the installation's key.
 * Destroying a member's key (the row goes with the member) makes all of their words unreadable, in backups too.
 */
export interface Vault {
  /** `value` is anything JSON can hold. Makes the member's key on first use; the member must exist. */
  seal(queries: Queries, memberId: string, place: SealedPlace, value: unknown): Promise<Uint8Array>;
  /** Throws where the value was tampered with, moved, or sealed for somebody else. */
  open(queries: Queries, memberId: string, place: SealedPlace, sealed: Uint8Array): Promise<unknown>;
  /** Lets go of what is remembered of a member's key, once its row is gone. */
  forget(memberId: string): void;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

// Enough for the members who act within the same minutes; a key not found here costs one query.
const rememberedKeys = 5_000;

/** The keys that seal members' keys and the installation's secrets, 32 bytes each. */
export interface InstallationKeys {
  /** Everything new is sealed under it. */
  readonly current: Uint8Array;
  /** While the key is being replaced: the one before it, under which things may still lie. */
  readonly previous?: Uint8Array | undefined;
}

/** Both keys, while one replaces the other. */
export interface BothKeys {
  readonly current: Uint8Array;
  readonly previous: Uint8Array;
}

/**
 * @param current the installation's key, 32 bytes.
 * @param previous the one before it, while it is being replaced.
 */
export function createVault(current: Uint8Array, previous?: Uint8Array): Vault {
  const keys: InstallationKeys = { current, previous };
  // As the runtime keeps keys: made ready anew for each word they would cost more than the sealing itself.
  const remembered = new Map<string, KeyObject>();

  const remember = (memberId: string, bytes: Uint8Array) => {
    const key = createSecretKey(bytes);
    const oldest = remembered.keys().next();
    if (remembered.size >= rememberedKeys && !oldest.done) remembered.delete(oldest.value);
    remembered.set(memberId, key);
    return key;
  };

  // A transaction may still roll back: the keys that were made in it are not remembered.
  const madeIn = new WeakMap<Queries, Set<string>>();

  const lookUp = async (queries: Queries, memberId: string): Promise<KeyObject | undefined> => {
    const [row] = await queries.select().from(memberKeys).where(eq(memberKeys.memberId, memberId));
    if (!row) return undefined;
    const bytes = decryptUnderEither(keys, row.wrapped, keyPlace(memberId));
    return madeIn.get(queries)?.has(memberId) ? createSecretKey(bytes) : remember(memberId, bytes);
  };

  // Many rows of one member are opened side by side: one query is enough, and a transaction takes no second one meanwhile.
  const looking = new WeakMap<Queries, Map<string, Promise<KeyObject | undefined>>>();

  const findKey = (queries: Queries, memberId: string): Promise<KeyObject | undefined> | KeyObject => {
    const known = remembered.get(memberId);
    if (known) return known;
    const here = looking.get(queries) ?? new Map<string, Promise<KeyObject | undefined>>();
    looking.set(queries, here);
    const found = here.get(memberId) ?? lookUp(queries, memberId).finally(() => here.delete(memberId));
    here.set(memberId, found);
    return found;
  };

  const makeKey = async (queries: Queries, memberId: string): Promise<Uint8Array> => {
    if (is(queries, PgTransaction)) madeIn.set(queries, (madeIn.get(queries) ?? new Set()).add(memberId));
    const wrapped = encrypt(keys.current, randomBytes(32), keyPlace(memberId));
    await queries.insert(memberKeys).values({ memberId, wrapped }).onConflictDoNothing();
    const [row] = await queries.select().from(memberKeys).where(eq(memberKeys.memberId, memberId));
    if (!row) throw new Error('A member key was not stored');
    return decryptUnderEither(keys, row.wrapped, keyPlace(memberId));
  };

  return {
    seal: async (queries, memberId, place, value) => {
      const key = (await findKey(queries, memberId)) ?? (await makeKey(queries, memberId));
      return encrypt(key, Buffer.from(JSON.stringify(value)), placeData(memberId, place));
    },
    open: async (queries, memberId, place, sealed) => {
      const key = await findKey(queries, memberId);
      if (!key) throw new Error('The key of this member is gone');
      return JSON.parse(Buffer.from(decrypt(key, sealed, placeData(memberId, place))).toString());
    },
    forget: (memberId) => void remembered.delete(memberId),
  };
}

/** What is bound into a member's wrapped key. */
export function keyPlace(memberId: string): string {
  return `member_keys.wrapped ${memberId}`;
}

function placeData(memberId: string, place: SealedPlace): string {
  return `${place.table}.${place.column} ${place.row} ${memberId}`;
}

/** AES-256-GCM under `key`, bound to what `associated` says; for what lies beside the vault. */
export function encrypt(key: Uint8Array | KeyObject, plain: Uint8Array, associated: string): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What `encrypt` sealed. Throws where it was tampered with, or sealed elsewhere or under another key. */
export function decrypt(key: Uint8Array | KeyObject, sealed: Uint8Array, associated: string): Uint8Array {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(associated));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
}

/** As `decrypt`, under whichever of the two keys sealed it. */
export function decryptUnderEither(keys: InstallationKeys, sealed: Uint8Array, associated: string): Uint8Array {
  const { current, previous } = keys;
  if (!previous) return decrypt(current, sealed, associated);
  try {
    return decrypt(current, sealed, associated);
  } catch {
    return decrypt(previous, sealed, associated);
  }
}

import { randomBytes, randomUUID } from 'node:crypto';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actionToken } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { words } from '../../src/core/text/index.ts';
import { form } from '../../src/core/views/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createFormKeeper } from '../../src/db/form-keeper.ts';
import { keptForms, memberKeys, members, secrets } from '../../src/db/schema.ts';
import { createSecrets } from '../../src/db/secrets.ts';
import { createVault } from '../../src/db/vault.ts';
import { createApplicationsStore } from '../../src/features/applications/store.ts';
import { createMembersStore } from '../../src/features/members/store.ts';
import { storyClock } from '../support/clock.ts';
import { engines, freshDatabase } from '../support/database.ts';

const secretKey = randomBytes(32);
const dayMs = 24 * 60 * 60 * 1000;

const actor = (userId: string, communityId = 'one'): Actor => ({
  platform: 'playground',
  communityId,
  userId,
  displayName: words(userId),
  isModerator: false,
  locale: 'en',
});

describe.each(engines)('on the %s engine', (engine) => {
  let database: Database;
  const clock = storyClock();
  beforeAll(async () => {
    database = await freshDatabase(engine);
  });
  afterAll(() => database.close());

  const store = () => createMembersStore({ database, clock, random: systemRandom });
  const memberId = async (name: string) => (await store().findOrCreate(actor(name))).id;

  describe('members', () => {
    test('the same person is found again, and is somebody else in another community', async () => {
      const ana = await store().findOrCreate(actor('ana'));
      expect(await store().findOrCreate(actor('ana'))).toEqual(ana);
      expect((await store().findOrCreate(actor('ana', 'two'))).id).not.toBe(ana.id);
    });

    test('who acts several times at once before being known is one member', async () => {
      const met = await Promise.all(Array.from({ length: 8 }, () => store().findOrCreate(actor('bo', 'three'))));
      expect(new Set(met.map(({ id }) => id)).size).toBe(1);
      const [row] = await database.queries
        .select({ count: count() })
        .from(members)
        .where(eq(members.platformUserId, 'bo'));
      expect(row?.count).toBe(1);
    });

    test('a key that a transaction made and took back seals nothing later', async () => {
      const vault = createVault(secretKey);
      const id = await memberId('ela');
      const place = { table: 'goals', column: 'words', row: 'r' } as const;
      const takenBack = database.transaction(async (queries) => {
        await vault.seal(queries, id, place, 'one');
        await vault.seal(queries, id, place, 'two');
        throw new Error('taken back');
      });
      await expect(takenBack).rejects.toThrow('taken back');
      const sealed = await database.transaction((queries) => vault.seal(queries, id, place, 'three'));
      expect(await createVault(secretKey).open(database.queries, id, place, sealed)).toBe('three');
    });

    test('the first that somebody keeps may be many at once', async () => {
      const applications = createApplicationsStore({ database, vault: createVault(secretKey) });
      const id = await memberId('dora');
      const fresh = Array.from({ length: 20 }, (_, n) => ({
        id: randomUUID(),
        eventId: randomUUID(),
        noteId: randomUUID(),
        facts: {
          company: `Company ${n}`,
          role: '',
          link: '',
          source: '',
          stage: 'applied' as const,
          appliedOn: null,
          nextOn: null,
        },
        note: `note ${n}`,
      }));
      expect(await applications.add(id, fresh, { now: clock.now(), today: '2026-11-02' })).toBe('added');
      expect((await applications.all(id)).map(({ company }) => company).toSorted()).toEqual(
        fresh.map(({ facts }) => facts.company).toSorted(),
      );
    });

    test('settings are kept, and null goes back to what the platform tells', async () => {
      const { id } = await store().findOrCreate(actor('cem'));
      await store().save(id, { zone: 'Asia/Kolkata', locale: 'en', weekStart: 7, neutralPreviews: true });
      expect(await store().findOrCreate(actor('cem'))).toMatchObject({ zone: 'Asia/Kolkata', locale: 'en' });
      await store().save(id, { zone: null, locale: null, weekStart: null, neutralPreviews: false });
      expect(await store().findOrCreate(actor('cem'))).toMatchObject({ zone: null, locale: null });
    });
  });

  describe('secrets of the installation', () => {
    test('one that was moved to another name does not open', async () => {
      const kept = createSecrets({ database, clock: storyClock(), keys: { current: secretKey } });
      await kept.save('slack T1', { token: 'theirs' });
      await kept.save('slack T2', { token: 'other' });
      const [moved] = await database.queries.select().from(secrets).where(eq(secrets.name, 'slack T1'));
      await database.queries.update(secrets).set({ value: moved?.value }).where(eq(secrets.name, 'slack T2'));
      await expect(kept.find('slack T2')).rejects.toThrow();
      expect(await kept.find('slack T1')).toEqual({ token: 'theirs' });
    });
  });

  describe('the vault', () => {
    const place = (row: string) => ({ table: 'kept_forms', column: 'form', row });

    test('opens what it sealed, in whatever process holds the installation key', async () => {
      const id = await memberId('dee');
      const value = { company: 'Acme', words: 'we went with somebody else 🙁\nש', list: [1, null, true] };
      const sealed = await createVault(secretKey).seal(database.queries, id, place('a'), value);
      expect(Buffer.from(sealed).includes('Acme')).toBe(false);
      expect(await createVault(secretKey).open(database.queries, id, place('a'), sealed)).toEqual(value);
    });

    test('never seals the same twice alike', async () => {
      const id = await memberId('dee');
      const vault = createVault(secretKey);
      const first = await vault.seal(database.queries, id, place('a'), 'same');
      expect(await vault.seal(database.queries, id, place('a'), 'same')).not.toEqual(first);
    });

    test('does not open what was moved, changed or cut, is somebody else’s, or was sealed under another key', async () => {
      const [dee, eve] = [await memberId('dee'), await memberId('eve')];
      const vault = createVault(secretKey);
      const sealed = await vault.seal(database.queries, dee, place('a'), 'hers');
      await vault.seal(database.queries, eve, place('a'), 'so that there is a key');
      const open = (who: string, where: ReturnType<typeof place>, what: Uint8Array, by = vault) =>
        by.open(database.queries, who, where, what);
      const changed = Uint8Array.from(sealed, (byte, index) => (index === 20 ? byte ^ 1 : byte));
      await expect(open(dee, place('b'), sealed)).rejects.toThrow();
      await expect(open(dee, { ...place('a'), column: 'other' }, sealed)).rejects.toThrow();
      await expect(open(dee, place('a'), changed)).rejects.toThrow();
      await expect(open(dee, place('a'), sealed.subarray(0, 20))).rejects.toThrow();
      await expect(open(eve, place('a'), sealed)).rejects.toThrow();
      await expect(open(dee, place('a'), sealed, createVault(randomBytes(32)))).rejects.toThrow();
    });

    test('makes one key where a member writes several things at once', async () => {
      const id = await memberId('fay');
      const vaults = Array.from({ length: 6 }, () => createVault(secretKey));
      const sealed = await Promise.all(vaults.map((vault, at) => vault.seal(database.queries, id, place('a'), at)));
      const opened = sealed.map((each) => createVault(secretKey).open(database.queries, id, place('a'), each));
      expect(await Promise.all(opened)).toEqual([0, 1, 2, 3, 4, 5]);
    });

    test('forgets a key whose transaction was rolled back', async () => {
      const id = await memberId('gil');
      const vault = createVault(secretKey);
      const rolledBack = database.transaction(async (queries) => {
        await vault.seal(queries, id, place('a'), 'never stored');
        throw new Error('rolled back');
      });
      await expect(rolledBack).rejects.toThrow('rolled back');
      const sealed = await vault.seal(database.queries, id, place('a'), 'stored');
      expect(await createVault(secretKey).open(database.queries, id, place('a'), sealed)).toBe('stored');
    });

    test('opens nothing of a member who is gone', async () => {
      const id = await memberId('hal');
      const sealed = await createVault(secretKey).seal(database.queries, id, place('a'), 'gone');
      await database.queries.delete(members).where(eq(members.id, id));
      expect(await database.queries.select().from(memberKeys).where(eq(memberKeys.memberId, id))).toEqual([]);
      await expect(createVault(secretKey).open(database.queries, id, place('a'), sealed)).rejects.toThrow('gone');
    });
  });

  describe('forms put aside', () => {
    const kept = form({
      token: actionToken('goals.add'),
      title: 'A goal',
      submitLabel: 'Save',
      fields: [
        {
          kind: 'text',
          name: 'what',
          label: 'What',
          required: true,
          multiline: true,
          maxLength: 300,
          value: 'typed ש',
        },
      ],
    });
    const keeper = () => createFormKeeper({ database, vault: createVault(secretKey), clock, random: systemRandom });

    test('come back whole to who filled them in, for a day', async () => {
      const id = await memberId('ivy');
      const key = await keeper().keep(id, kept);
      clock.advance(dayMs - 1);
      expect(await keeper().find(id, key)).toEqual(kept);
      clock.advance(1);
      expect(await keeper().find(id, key)).toBeUndefined();
      await keeper().keep(id, kept);
      expect(await database.queries.select().from(keptForms).where(eq(keptForms.id, key))).toEqual([]);
    });

    test('are nobody else’s, and what is no id finds none', async () => {
      const [ivy, jo] = [await memberId('ivy'), await memberId('jo')];
      const key = await keeper().keep(ivy, kept);
      expect(await keeper().find(jo, key)).toBeUndefined();
      for (const forged of [randomUUID(), '-', 'garbage', `${key}'--`]) {
        expect(await keeper().find(ivy, forged)).toBeUndefined();
      }
    });
  });

  test('a transaction that fails leaves nothing, and closing twice is safe', async () => {
    const before = await database.queries.select({ count: count() }).from(members);
    const failing = database.transaction(async (queries) => {
      await queries.delete(members);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.queries.select({ count: count() }).from(members)).toEqual(before);
    const other = await freshDatabase(engine);
    await Promise.all([other.close(), other.close()]);
  });
});

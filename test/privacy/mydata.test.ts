import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Community, Face, Seen } from '../support/face.ts';
import { communityOn, type PlaygroundServer, playgroundServer } from '../support/playground.ts';
import { countIn, fillEveryTable, memberIds, memberTablesIn, tablesIn } from '../support/rows.ts';

const secretKey = new Uint8Array(32).fill(7);

let server: PlaygroundServer;
let community: Community;
beforeAll(async () => {
  server = await playgroundServer();
  community = communityOn(server);
});
afterAll(() => server.close());

/** Somebody new, with `each` made-up rows in every table. */
async function memberWithRows(name: string, each: number): Promise<{ face: Face; id: string }> {
  const before = await memberIds(server.database);
  const face = community.member(name);
  await face.types('/settings');
  const id = (await memberIds(server.database)).find((each) => !before.includes(each)) ?? '';
  await fillEveryTable({ ...server, secretKey, memberId: id, each });
  return { face, id };
}

const jsonOf = (seen: Seen) => JSON.parse(seen.files?.find(({ name }) => name === 'rebound.json')?.text ?? '');
const htmlOf = (seen: Seen) => seen.files?.find(({ name }) => name === 'rebound.html')?.text ?? '';

async function deleteAll(face: Face): Promise<Seen> {
  await face.types('/mydata delete');
  await face.presses('Yes, go on');
  return face.presses('Delete it all now');
}

test('the export holds every table with rows of members, every column of it, and all that was sealed, opened', async () => {
  const { face } = await memberWithRows('ana', 2);
  const exported = await face.types('/mydata export');
  const { tables, member } = jsonOf(exported);
  const columns = await tablesIn(server.database);
  // A key is what opens the rest: it is deleted and never handed out.
  for (const table of (await memberTablesIn(server.database)).filter((name) => name !== 'member_keys')) {
    const rows: Record<string, unknown>[] = tables[table];
    expect(rows, `${table} is not exported: its feature contributes no MemberTable`).toBeDefined();
    expect(Object.keys(rows[0] ?? {}), table).toHaveLength((columns.get(table)?.length ?? 0) - 1);
    const isSealed = columns.get(table)?.some(({ type }) => type === 'bytea');
    if (isSealed) expect(JSON.stringify(rows), table).toContain(`words in ${table}`);
    if (isSealed) expect(htmlOf(exported), table).toContain(`words in ${table}`);
  }
  expect(Object.keys(member)).toHaveLength(columns.get('members')?.length ?? 0);
});

test('/mydata show names every kind that is stored', async () => {
  const { face } = await memberWithRows('sam', 3);
  const shown = (await face.types('/mydata show')).text;
  const kinds = (await memberTablesIn(server.database)).filter((name) => name !== 'member_keys');
  // And the account and the key besides.
  expect(shown.match(/^- /gm)).toHaveLength(kinds.length + 2);
});

test('nothing that the database ties to a member outlives them, and everybody else keeps theirs', async () => {
  const ben = await memberWithRows('ben', 2);
  const cleo = await memberWithRows('cleo', 2);
  const receipt = await deleteAll(ben.face);
  expect(receipt.text).toContain('All of it is deleted');
  expect(receipt.text).toContain('2 rejections you logged');
  expect(receipt.text).toMatch(/Receipt [0-9a-f-]{36}/);
  for (const table of await memberTablesIn(server.database)) {
    expect(await countIn(server.database, table, ben.id), table).toBe(0);
    expect(await countIn(server.database, table, cleo.id), table).toBeGreaterThan(0);
  }
  expect(await memberIds(server.database)).not.toContain(ben.id);
});

test('ten thousand rows go as one does', async () => {
  const kinds = (await memberTablesIn(server.database)).length;
  const { face, id } = await memberWithRows('dora', Math.ceil(10_000 / (kinds - 1)));
  expect((await deleteAll(face)).text).toContain('All of it is deleted');
  for (const table of await memberTablesIn(server.database)) {
    expect(await countIn(server.database, table, id), table).toBe(0);
  }
});

test('a deletion that is cut short leaves everything, and the next one finishes it', async () => {
  const { face, id } = await memberWithRows('eve', 2);
  const failing = server.database.transaction(async (tx) => {
    await tx.execute(`delete from members where id = '${id}'`);
    throw new Error('the power went');
  });
  await expect(failing).rejects.toThrow('the power went');
  expect(jsonOf(await face.types('/mydata export')).tables.rejections).toHaveLength(2);
  expect((await deleteAll(face)).text).toContain('2 rejections you logged');
});

test('a button that outlived a deletion does not reach who the member is afterwards', async () => {
  const window = community.member('fay');
  const other = community.member('fay');
  await window.types('/mydata delete');
  await window.presses('Yes, go on');
  await deleteAll(other);
  await other.types('/rejected company:Globex stage:interview');
  expect((await window.presses('Delete it all now')).text).toContain('That has passed');
  expect((await other.types('/mydata show')).text).toContain('1 rejection you logged');
});

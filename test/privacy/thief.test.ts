import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { tablesIn } from '../support/rows.ts';
import { act, actorNamed, type Walked, walk } from '../support/walker.ts';

// A word that nothing of ours holds.
const said = 'Quetzalfeder';

/** A bot whose log is kept, with everything done in it that a member can do. */
async function lived() {
  const database = await freshDatabase();
  const logged: string[] = [];
  const note = (facts: object, message: string) => void logged.push(`${JSON.stringify(facts)} ${message}`);
  const log = { info: note, warn: note, error: note };
  const secretKey = new Uint8Array(32).fill(7);
  const { dispatcher } = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log });
  const walked = await walk(dispatcher, actorNamed('ana'), said);
  // Of the goals with that very name the bot would have to ask which.
  const add = await act(dispatcher, actorNamed('ana'), { kind: 'line', line: '/goal add three runs a week' });
  if (add.kind !== 'form') throw new Error('No form opened');
  const standing = add.form.fields.flatMap((field) => (field.kind === 'text' ? [[field.name, field.value ?? '']] : []));
  await act(dispatcher, actorNamed('ana'), {
    kind: 'submit',
    token: add.form.token,
    values: Object.fromEntries(standing),
  });
  await act(dispatcher, actorNamed('ana'), { kind: 'line', line: `/goal log runs 1 ${said}` });
  return { database, dispatcher, logged, walked };
}

/** Every row of every table as text, and its bytes read as text. */
async function loot(database: Database): Promise<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  for (const table of (await tablesIn(database)).keys()) {
    const query = sql`select t::text as row from ${sql.identifier(table)} t`;
    const { rows } = (await database.queries.execute(query)) as unknown as { rows: { row: string }[] };
    const text = rows.map(({ row }) => row).join('\n');
    const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'));
    taken.set(
      table,
      [text, ...bytes.flatMap((each) => [each.toString('latin1'), each.toString('utf16le')])].join('\n'),
    );
  }
  return taken;
}

const spellings = [said, Buffer.from(said).toString('hex'), Buffer.from(said).toString('base64').slice(0, 15)];
const tellsOf = (text: string) => spellings.some((each) => text.toLowerCase().includes(each.toLowerCase()));

const exportOf = (outcome: Walked['outcome']) => {
  const file = outcome.kind === 'card' ? outcome.files?.find(({ name }) => name === 'rebound.json') : undefined;
  return JSON.parse(new TextDecoder().decode(file?.bytes)) as { tables: Record<string, unknown[]> };
};

test('whoever takes the whole database reads no word of what members wrote, and no log tells one', async () => {
  const { database, dispatcher, logged, walked } = await lived();
  expect(walked.length).toBeGreaterThan(60);

  // The member gets every word back, so they were stored.
  const exported = exportOf(
    await act(dispatcher, actorNamed('ana'), { kind: 'command', path: ['mydata', 'export'], values: {} }),
  );
  const written = Object.entries(exported.tables).filter(([, rows]) => tellsOf(JSON.stringify(rows)));
  const tables = written.map(([table]) => table);
  for (const table of ['rejections', 'drafts', 'reflections', 'feedback', 'goals', 'goal_logs']) {
    expect(tables, `nothing was written to ${table}`).toContain(table);
  }

  const found = [...(await loot(database))].filter(([, text]) => tellsOf(text)).map(([table]) => table);
  expect(found).toEqual([]);

  // Now everything fails, with the same words in hand.
  if (database.source.kind === 'embedded') await database.source.client.close();
  for (const { deed } of walked) await act(dispatcher, actorNamed('ana'), deed);
  expect(logged.length).toBeGreaterThan(50);
  expect(logged.filter(tellsOf)).toEqual([]);
  // Some hundred interactions, one after the other.
}, 120_000);

import { and, eq, gt, lt } from 'drizzle-orm';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  refuse,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { Database } from '../../db/database.ts';
import type { Vault } from '../../db/vault.ts';
import { at, todayOf } from './controls.ts';
import { type ReadLine, readTable } from './csv.ts';
import { importedCard, importForm, previewCard } from './import-view.ts';
import { limitCard } from './list-view.ts';
import { leaveOutKnown } from './rules.ts';
import { applicationImports } from './schema.ts';
import type { ApplicationsStore } from './store.ts';
import { messages } from './texts.ts';

export interface ImportParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly store: ApplicationsStore;
}

// A preview waits for its answer as long as a form does.
const waitsMs = 24 * 60 * 60 * 1000;

const place = (row: string) => ({ table: 'application_imports', column: 'words', row });

/** Reads a pasted table and shows what it holds; nothing is added before the member says so. */
export function importFormHandler(parts: ImportParts): FormHandler {
  const { database, vault } = parts;
  return {
    action: at.importForm,
    build: async ({ member }) => importForm(member.locale),
    run: async (context, { values }) => {
      const { member, now } = context;
      const pasted = textValue(values, 'table');
      const table = readTable(pasted, todayOf(member, now));
      if (!table.hasCompany) return fieldErrors({ table: messages.text(member.locale, 'import-no-company') });
      if (table.lines.length + table.faults.length === 0)
        return fieldErrors({ table: messages.text(member.locale, 'import-empty') });
      const importId = context.newId();
      const { queries } = database;
      const words = await vault.seal(queries, member.id, place(importId), { pasted });
      const expiresAt = new Date(now.getTime() + waitsMs);
      await queries.delete(applicationImports).where(lt(applicationImports.expiresAt, now));
      const row = { id: importId, memberId: member.id, expiresAt, words };
      await queries.insert(applicationImports).values(row).onConflictDoNothing();
      const fresh = await unknownOf(parts, context, table.lines);
      return reply(previewCard(member.locale, { importId, table, fresh }));
    },
  };
}

/** Those that the member does not have yet. */
async function unknownOf({ store }: ImportParts, { member }: Context, lines: readonly ReadLine[]) {
  const days = [...new Set(lines.map(({ facts }) => facts.appliedOn))];
  return leaveOutKnown(lines, await store.appliedOn(member.id, days));
}

export function importAction(parts: ImportParts): ActionHandler {
  return {
    action: at.importNow,
    run: async (context, { row }): Promise<Outcome> => {
      const { locale } = context.member;
      if (!isRowId(row)) return expiredReply(locale);
      const added = await bringIn(parts, context, row);
      if (added === 'full') return refuse(limitCard(locale, ''));
      return added === 'gone' ? expiredReply(locale) : replace(importedCard(locale, added));
    },
  };
}

/** Adds what was previewed. The preview goes in the same transaction, so that pressing twice adds once. */
async function bringIn(parts: ImportParts, context: Context, importId: string): Promise<number | 'full' | 'gone'> {
  const { database, vault, store } = parts;
  const { member, now } = context;
  const today = todayOf(member, now);
  const waiting = and(
    eq(applicationImports.id, importId),
    eq(applicationImports.memberId, member.id),
    gt(applicationImports.expiresAt, now),
  );
  const [row] = await database.queries.select().from(applicationImports).where(waiting);
  if (!row) return 'gone';
  const { pasted } = (await vault.open(database.queries, member.id, place(importId), row.words)) as { pasted: string };
  const lines = await unknownOf(parts, context, readTable(pasted, today).lines);
  const fresh = lines.map(({ facts, note }) => {
    return { id: context.newId(), eventId: context.newId(), noteId: context.newId(), facts, note };
  });
  return database.transaction(async (tx) => {
    const taken = await tx.delete(applicationImports).where(waiting).returning({ id: applicationImports.id });
    if (taken.length === 0) return 'gone';
    if (fresh.length === 0) return 0;
    return (await store.addIn(tx, member.id, fresh, { now, today })) === 'full' ? 'full' : fresh.length;
  });
}

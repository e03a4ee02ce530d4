import { and, desc, eq, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { idsFrom } from '../../core/interactions/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import { members } from '../../db/schema.ts';
import type { Vault } from '../../db/vault.ts';
import type { Report } from './rules.ts';
import { pairingBlocks, pairingReports } from './schema.ts';

export interface SafetyStore {
  block(queries: Queries, memberId: string, blockedId: string): Promise<void>;
  hasBlocked(memberId: string, otherId: string): Promise<boolean>;
  unblock(memberId: string, blockId: string): Promise<void>;
  /** Whom a member blocked, by the platform's user id. */
  blocked(memberId: string): Promise<readonly { readonly id: string; readonly platformUserId: string }[]>;
  /** Our id of somebody in a community. */
  memberNamed(communityId: string, platformUserId: string): Promise<string | undefined>;
  report(
    queries: Queries,
    report: {
      readonly id: string;
      readonly memberId: string;
      readonly aboutId: string;
      readonly said: string;
      readonly now: Date;
    },
  ): Promise<void>;
  /** Those of a community that this moderator may read: none about themselves. The newest first. */
  reports(communityId: string, readerId: string, most: number): Promise<readonly Report[]>;
  /** Deletes one that they may read. */
  closeReport(communityId: string, readerId: string, id: string): Promise<void>;
}

export function createSafetyStore({
  database,
  vault,
}: {
  readonly database: Database;
  readonly vault: Vault;
}): SafetyStore {
  const { queries } = database;
  const place = (row: string) => ({ table: 'pairing_reports', column: 'words', row });
  return {
    block: async (at, memberId, blockedId) => {
      const id = idsFrom(`block ${memberId} ${blockedId}`)();
      await at.insert(pairingBlocks).values({ id, memberId, blockedId }).onConflictDoNothing();
    },
    hasBlocked: async (memberId, otherId) => {
      const block = and(eq(pairingBlocks.memberId, memberId), eq(pairingBlocks.blockedId, otherId));
      return (await queries.select({ id: pairingBlocks.id }).from(pairingBlocks).where(block)).length > 0;
    },
    unblock: async (memberId, id) => {
      await queries.delete(pairingBlocks).where(and(eq(pairingBlocks.id, id), eq(pairingBlocks.memberId, memberId)));
    },
    blocked: (memberId) =>
      queries
        .select({ id: pairingBlocks.id, platformUserId: members.platformUserId })
        .from(pairingBlocks)
        .innerJoin(members, eq(members.id, pairingBlocks.blockedId))
        .where(eq(pairingBlocks.memberId, memberId))
        .orderBy(pairingBlocks.id),
    memberNamed: async (communityId, platformUserId) => {
      const named = and(eq(members.communityId, communityId), eq(members.platformUserId, platformUserId));
      const [row] = await queries.select({ id: members.id }).from(members).where(named);
      return row?.id;
    },
    report: async (at, { said, now, ...report }) => {
      const words = await vault.seal(at, report.memberId, place(report.id), said);
      await at
        .insert(pairingReports)
        .values({ ...report, words, createdAt: now })
        .onConflictDoNothing();
    },
    reports: async (communityId, readerId, most) => {
      const about = alias(members, 'about');
      const rows = await queries
        .select({ report: pairingReports, by: members.platformUserId, about: about.platformUserId })
        .from(pairingReports)
        .innerJoin(members, eq(members.id, pairingReports.memberId))
        .innerJoin(about, eq(about.id, pairingReports.aboutId))
        .where(and(eq(members.communityId, communityId), ne(pairingReports.aboutId, readerId)))
        .orderBy(desc(pairingReports.createdAt))
        .limit(most);
      const reports: Report[] = [];
      for (const { report, ...names } of rows) {
        // Sealed by `report` alone.
        const said = (await vault.open(queries, report.memberId, place(report.id), report.words)) as string;
        reports.push({ id: report.id, ...names, said, at: report.createdAt });
      }
      return reports;
    },
    closeReport: async (communityId, readerId, id) => {
      const [row] = await queries
        .select({ communityId: members.communityId })
        .from(pairingReports)
        .innerJoin(members, eq(members.id, pairingReports.memberId))
        .where(and(eq(pairingReports.id, id), ne(pairingReports.aboutId, readerId)));
      if (row?.communityId === communityId) await queries.delete(pairingReports).where(eq(pairingReports.id, id));
    },
  };
}

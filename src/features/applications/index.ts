import type { Stage as CareStage } from '../../content/index.ts';
import { actionToken, type Feature, type Member } from '../../core/interactions/index.ts';
import { type Locale, words } from '../../core/text/index.ts';
import type { LocalDate } from '../../core/time/index.ts';
import { type Button, type Card, excerpt } from '../../core/views/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import type { Vault } from '../../db/vault.ts';
import { applicationActions } from './actions.ts';
import { applicationCommands } from './commands.ts';
import { at, button, type NextSteps, stageName } from './controls.ts';
import { createDesk } from './desk.ts';
import { addForm, editForm, noteForm } from './forms.ts';
import { importAction, importFormHandler } from './import.ts';
import {
  type Application,
  furthest,
  isEnded,
  type Journeys,
  journeysOf,
  type PathStage,
  type Stage,
  sameName,
} from './rules.ts';
import { applicationEvents, applicationImports, applicationSettings, applications } from './schema.ts';
import { createApplicationsStore } from './store.ts';
import { countOfCommunity } from './store-numbers.ts';
import { messages } from './texts.ts';

export type { NextSteps } from './controls.ts';
export { stageName } from './controls.ts';
export { readTable, splitTable } from './csv.ts';
export { faultText } from './import-view.ts';
export { type Application, type Journeys, type PathStage, path } from './rules.ts';

export interface ApplicationFacts {
  readonly company: string;
  readonly role: string;
  /** As the guidance speaks of it: how far it had come, or how it ended where that says more. */
  readonly stage: CareStage;
}

/** Where a member's applications stand, kept by hand and never guessed. */
export interface Applications {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  /** What a rejection or message about the member's own application begins with; undefined where there is none. */
  facts(memberId: string, id: string): Promise<ApplicationFacts | undefined>;
  journeys(memberId: string): Promise<Journeys>;
  /** All of them, the newest first. */
  all(memberId: string): Promise<readonly Application[]>;
  /** One as its owner sees it, and the day that they named for it; undefined where there is none of theirs. */
  entry(
    owner: Pick<Member, 'id' | 'locale' | 'zone'>,
    id: string,
    now: Date,
  ): Promise<{ readonly card: Card; readonly nextOn: LocalDate | null } | undefined>;
  /** What is still on its way at this company, the newest first. Upper case, accents and spaces make no difference. */
  matching(memberId: string, company: string): Promise<readonly Application[]>;
  /** What a community's members sent and came to from one day to another, both included, and how many of them did. */
  ofCommunity(communityId: string, from: LocalDate, to: LocalDate): ReturnType<typeof countOfCommunity>;
}

export function createApplications(parts: {
  readonly database: Database;
  readonly vault: Vault;
  readonly steps: NextSteps;
}): Applications {
  const store = createApplicationsStore(parts);
  const desk = createDesk(store, parts.steps);
  const both = { store, desk };
  return {
    feature: {
      name: 'applications',
      commands: [applicationCommands(both)],
      actions: [...applicationActions(both), importAction({ ...parts, store })],
      forms: [addForm(both), editForm(both), noteForm(both), importFormHandler({ ...parts, store })],
    },
    stored: [
      { table: applications, describe: (locale, count) => messages.text(locale, 'stored-applications', { count }) },
      { table: applicationEvents, describe: (locale, count) => messages.text(locale, 'stored-events', { count }) },
      { table: applicationSettings, describe: (locale, count) => messages.text(locale, 'stored-settings', { count }) },
      { table: applicationImports, describe: (locale, count) => messages.text(locale, 'stored-imports', { count }) },
    ],
    facts: async (memberId, id) => {
      const found = await store.find(memberId, id);
      if (found === undefined || found === 'not-yours') return undefined;
      const events = await store.events(memberId, id);
      const reached = [found.stage, ...events.flatMap((event) => event.stage ?? [])];
      return { company: found.company, role: found.role, stage: careStage(found.stage, reached) };
    },
    journeys: async (memberId) => {
      const [reached, counts] = await Promise.all([store.reached(memberId), store.countByStage(memberId)]);
      return journeysOf(reached, counts);
    },
    all: store.all,
    entry: async (member, id, now) => {
      const found = await store.find(member.id, id);
      if (found === undefined || found === 'not-yours' || found.archived) return undefined;
      return { card: await desk.show({ member, now }, found), nextOn: found.nextOn };
    },
    ofCommunity: (communityId, from, to) => countOfCommunity(parts.database, communityId, from, to),
    matching: async (memberId, company) => {
      const all = await store.all(memberId);
      const fits = (each: Application) => sameName(each.company, company) && !isEnded(each.stage) && !each.archived;
      return company.trim() === '' ? [] : all.filter(fits);
    },
  };
}

/** Marks an application as ended the way a rejection says: for the card of a rejection at the same company. */
export function endButton(locale: Locale, application: Application, stage: CareStage): Button {
  const { id, version, company } = application;
  const ending = stage === 'no-reply' || stage === 'frozen' ? stage : 'rejected';
  const name = excerpt(words(company), 30).value;
  const label = messages.text(locale, 'button-end', { company: name, ending: stageName(locale, ending) });
  return button(label, actionToken(at.end(ending), id, version));
}

const careStages: Readonly<Record<PathStage, CareStage>> = {
  wishlist: 'application',
  applied: 'application',
  screening: 'screening',
  assessment: 'assessment',
  interview: 'interview',
  final: 'final',
  offer: 'withdrawn',
};

function careStage(stage: Stage, reached: readonly Stage[]): CareStage {
  return stage === 'no-reply' || stage === 'frozen' ? stage : careStages[furthest(reached)];
}

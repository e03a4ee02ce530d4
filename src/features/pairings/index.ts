import { type Command, defineCommandGroup } from '../../core/commands/index.ts';
import { actionToken, createShelf, type Feature } from '../../core/interactions/index.ts';
import type { Log, MessageKind, Random, Watcher } from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button } from '../../core/views/index.ts';
import type { Queries } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { createRecords } from '../../db/records.ts';
import type { Vault } from '../../db/vault.ts';
import type { SetupStep } from '../communities/index.ts';
import { type Area, mostPieces, type Piece } from '../feedback/index.ts';
import type { Run, ToldParts } from '../health/index.ts';
import { actions } from './actions.ts';
import { afterwardsActions, ownNoteHandler, rubricHandler } from './afterwards.ts';
import { kindName, type TextKey } from './controls.ts';
import { dryRunActions, pairingCommand } from './dry-run.ts';
import { eveningActions } from './evening.ts';
import { heldWatcher } from './held.ts';
import { pairingWatchers, replan } from './jobs.ts';
import { joiningActions, joiningCommands, joiningForms } from './joining.ts';
import { apartActions, apartCommands, reportHandler } from './keeping-apart.ts';
import { meetingActions, otherTimesHandler } from './meeting.ts';
import { moderatorActions, moderatorCommands, setupHandler } from './moderation.ts';
import { needActions, needCommand, needHandler, needWatcher } from './needing.ts';
import type { Parts } from './parts.ts';
import { practisingActions, practisingCommands } from './practising.ts';
import { kindFor, type Rubric } from './rules.ts';
import { pairingRuns } from './runs.ts';
import {
  pairingAsks,
  pairingBlocks,
  pairingEntries,
  pairingMembers,
  pairingNeeds,
  pairingProfiles,
  pairingReports,
  pairingRubrics,
  pairingShares,
  practiceNotes,
} from './schema.ts';
import { pairingMessages } from './sending.ts';
import { memberMessages } from './sending-more.ts';
import { pairingsStep } from './setup-step.ts';
import { withdraw } from './steps.ts';
import { createNeedsStore } from './store-needs.ts';
import { createPairingsStore } from './store-pairings.ts';
import { createProfilesStore } from './store-profiles.ts';
import { createRubricsStore } from './store-rubrics.ts';
import { createSafetyStore } from './store-safety.ts';
import { createSchedulesStore, type SchedulesStore } from './store-schedules.ts';
import { createSharesStore } from './store-shares.ts';
import { messages } from './texts.ts';
import { nextMeetingCard } from './views-pairing.ts';
import { feature, noteCard } from './views-practice.ts';

export { namedConsent } from './consents.ts';

/** One press from an area that keeps coming up to practising it. */
export function practiseButton(locale: Locale, area: Area): Button {
  const label = messages.text(locale, 'area-button', { kind: kindName(locale, kindFor(area) ?? 'behavioural') });
  return { kind: 'button', style: 'plain', label, token: actionToken(actions.area, area) };
}

/** For who found something and wants to stay for the others. */
export function interviewerButton(locale: Locale): Button {
  return {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'stay-as-interviewer'),
    token: actionToken(actions.wants, 'interviewer'),
  };
}

/** Mock interviews: who wants to practise is brought together, in rounds, on what each of them wants to practise. */
export interface Pairings {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  readonly messages: readonly MessageKind<Queries>[];
  /** What may be counted of the newest notes of practising: when, and what about, no words. */
  pieces(memberId: string): Promise<readonly Piece[]>;
  readonly watchers: readonly Watcher[];
  /** `pairing`, for the moderators' group. */
  readonly pairingCommand: Command;
  readonly setupStep: SetupStep;
  /** Where rounds are announced and pairs meet, of all communities that the bot is in. */
  readonly channels: SchedulesStore['channels'];
  /** How the rounds of a community stand, for who looks after it. */
  runs(communityId: string): Promise<readonly Run[]>;
  /** Plans what lies ahead of a community anew. */
  daysOffChanged(communityId: string, now: Date, queries: Queries): Promise<void>;
}

type Stores = Pick<Parts, 'profiles' | 'schedules' | 'pairings' | 'rubrics' | 'safety' | 'shares' | 'needs' | 'notes'>;

export function createPairings(
  given: Omit<Parts, keyof Stores> &
    ToldParts & {
      readonly vault: Vault;
      readonly random: Random;
      readonly log: Log;
    },
): Pairings {
  const stores: Stores = {
    profiles: createProfilesStore(given),
    schedules: createSchedulesStore(given),
    pairings: createPairingsStore(given),
    rubrics: createRubricsStore(given),
    safety: createSafetyStore(given),
    shares: createSharesStore(given),
    needs: createNeedsStore(given),
    notes: createRecords<Rubric>(practiceNotes, 'practice_notes', given),
  };
  const parts = { ...given, ...stores };
  const shelf = createShelf<Rubric>({
    feature,
    records: stores.notes,
    card: ({ member }, kept) => noteCard(member.locale, kept, false),
    name: (locale, { kind, strength }) =>
      messages.text(locale, 'note-name', { kind: kindName(locale, kind), strength }),
    title: (locale) => messages.text(locale, 'notes-title'),
    empty: (locale) => messages.rich(locale, 'notes-empty'),
  });
  return {
    feature: {
      name: feature,
      commands: [
        defineCommandGroup({
          name: 'mock',
          summary: (locale) => messages.text(locale, 'summary'),
          subcommands: [
            ...joiningCommands(parts),
            needCommand(parts),
            ...practisingCommands(parts, shelf),
            ...apartCommands(parts),
            ...moderatorCommands(parts),
          ],
        }),
      ],
      actions: [
        ...joiningActions(parts),
        ...eveningActions(parts),
        ...meetingActions(parts),
        ...needActions(parts),
        ...afterwardsActions(parts),
        ...practisingActions(parts),
        ...apartActions(parts),
        ...shelf.actions,
        ...moderatorActions(parts),
        ...dryRunActions(parts),
      ],
      forms: [
        ...joiningForms(parts),
        needHandler(parts),
        otherTimesHandler(parts),
        rubricHandler(parts),
        ownNoteHandler(parts),
        reportHandler(parts),
        setupHandler(parts),
      ],
      home: async ({ member, now }) => {
        const [next] = await stores.pairings.ahead(member.id, now);
        return next ? [nextMeetingCard(member.locale, next)] : [];
      },
    },
    stored: [
      stored(pairingProfiles, 'stored-profile'),
      stored(pairingEntries, 'stored-entries'),
      {
        ...stored(pairingMembers, 'stored-meetings'),
        posts: async (queries, memberId) => {
          await withdraw(parts, queries, memberId, given.clock.now());
          return [];
        },
      },
      stored(pairingBlocks, 'stored-blocks'),
      { ...stored(pairingRubrics, 'stored-rubrics'), posts: stores.rubrics.arrived },
      stored(practiceNotes, 'stored-notes'),
      stored(pairingReports, 'stored-reports'),
      stored(pairingShares, 'stored-shares'),
      stored(pairingNeeds, 'stored-needs'),
      stored(pairingAsks, 'stored-asks'),
    ],
    messages: [...pairingMessages(parts), ...memberMessages(parts)],
    pieces: async (memberId) => {
      const kept = await stores.notes.latest(memberId, mostPieces);
      return kept.map(({ createdAt: at, value }) => ({ at, stage: null, areas: value.areas }));
    },
    watchers: [...pairingWatchers(parts), heldWatcher(parts), needWatcher(parts)],
    pairingCommand: pairingCommand(parts),
    setupStep: pairingsStep(stores.schedules),
    channels: stores.schedules.channels,
    runs: pairingRuns(parts),
    daysOffChanged: (communityId, now, queries) => replan(given, queries, communityId, now),
  };
}

function stored(table: MemberTable['table'], key: Extract<TextKey, `stored-${string}`>): MemberTable {
  return { table, describe: (locale, count) => messages.text(locale, key, { count }) };
}

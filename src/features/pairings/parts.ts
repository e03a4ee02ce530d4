import type { ContentByLocale } from '../../content/index.ts';
import type { Clock, Consents, Outbox, Records } from '../../core/ports/index.ts';
import type { Database, Queries } from '../../db/database.ts';
import type { Application } from '../applications/index.ts';
import type { DaysOffReader } from '../calendar/index.ts';
import type { Area } from '../feedback/index.ts';
import type { Rubric } from './rules.ts';
import type { NeedsStore } from './store-needs.ts';
import type { PairingsStore } from './store-pairings.ts';
import type { PausesOf } from './store-people.ts';
import type { ProfilesStore } from './store-profiles.ts';
import type { RubricsStore } from './store-rubrics.ts';
import type { SafetyStore } from './store-safety.ts';
import type { SchedulesStore } from './store-schedules.ts';
import type { SharesStore } from './store-shares.ts';

/** What the handlers of mock interviews work with. */
export interface Parts {
  readonly database: Database;
  readonly outbox: Outbox<Queries>;
  readonly consents: Consents<Queries>;
  readonly clock: Clock;
  readonly profiles: ProfilesStore;
  readonly schedules: SchedulesStore;
  readonly pairings: PairingsStore;
  readonly rubrics: RubricsStore;
  readonly safety: SafetyStore;
  readonly shares: SharesStore;
  readonly needs: NeedsStore;
  /** What members keep of practising. */
  readonly notes: Records<Rubric>;
  readonly content: ContentByLocale;
  readonly daysOffAround: DaysOffReader['daysOffAround'];
  /** Who paused everything that is sent to them, and until when. */
  readonly pausesOf: PausesOf;
  /** What a member noted already, for the form that asks them to join: areas of feedback, and applications, newest first. */
  known(memberId: string): Promise<readonly [readonly Area[], readonly Pick<Application, 'role' | 'stage'>[]]>;
}

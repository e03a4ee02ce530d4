import type { Application } from '../applications/index.ts';
import type { Area } from '../feedback/index.ts';
import type { ProfilesStore } from './store-profiles.ts';

/** What the handlers of mock interviews work with. */
export interface Parts {
  readonly profiles: ProfilesStore;
  /** What a member noted already, for the form that asks them to join: areas of feedback, and applications, newest first. */
  known(memberId: string): Promise<readonly [readonly Area[], readonly Pick<Application, 'role' | 'stage'>[]]>;
  /** When the next round of a community begins, where one is planned. */
  nextRoundAt(communityId: string): Promise<Date | undefined>;
}

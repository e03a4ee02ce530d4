import type { Energy, Stage } from '../../content/index.ts';

/** One rejection in a member's log. `company` and `role` are as typed, '' where not given. */
export interface Rejection {
  readonly id: string;
  readonly memberId: string;
  readonly stage: Stage | null;
  readonly energy: Energy | null;
  readonly happenedAt: Date;
  readonly reopenedAt: Date | null;
  readonly version: number;
  readonly company: string;
  readonly role: string;
}

/** What a member can change of it. */
export type Change = Partial<Pick<Rejection, 'stage' | 'energy' | 'reopenedAt' | 'company' | 'role'>>;

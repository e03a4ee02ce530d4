import type { Locale } from '../text/index.ts';

/** A kind of message that somebody is sent only after they asked for it, by the act that the feature names. */
export interface Consent {
  /** Small letters and hyphens, 1 to 60; the same for ever, it is stored. */
  readonly name: string;
  /** What is sent, for `/mydata`: the start of a line, no full stop, at most 60 characters. */
  describe(locale: Locale): string;
}

/**
 * Who asked for which messages: a row for each member and kind, and nothing is sent in private without it. Delivery looks at
 * the moment of sending. `Transaction` is the database's own.
 */
export interface Consents<Transaction> {
  /** Given by the act that asks for the messages, in the same transaction. Safe to repeat. */
  give(transaction: Transaction, memberId: string, consent: Consent): Promise<void>;
  /** Safe to repeat, and where there was none. */
  revoke(transaction: Transaction, memberId: string, consent: Pick<Consent, 'name'>): Promise<void>;
  /** The names of those that stand. */
  of(memberId: string): Promise<readonly string[]>;
  /**
   * Whether each of these people of a community gave it and is there still, as far as the platform said.
   * @param communityId our id.
   * @param userIds the platform's, 1 or more.
   */
  allGave(communityId: string, userIds: readonly string[], consent: Consent): Promise<boolean>;
}

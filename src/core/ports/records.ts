/** Something of a member's own, as it is kept. `Value` is whatever JSON can hold. */
export interface Kept<Value> {
  /** A UUID. */
  readonly id: string;
  /** 1 when it is new, one more with each change. 0 in a token stands for what is not kept yet. */
  readonly version: number;
  readonly createdAt: Date;
  readonly value: Value;
}

/** One kind of thing that members keep for themselves, sealed at rest. Ids are UUIDs throughout. */
export interface Records<Value> {
  /** Undefined where there is none (any more). Somebody else's is told apart and never opened. */
  find(memberId: string, id: string): Promise<Kept<Value> | 'not-yours' | undefined>;
  /**
   * Keeps `value` over version `version`, 0 for something new. Undefined, with nothing changed, where another version
   * stands: who writes must have seen what is overwritten.
   */
  save(memberId: string, change: Change<Value>): Promise<Kept<Value> | undefined>;
  /** Whether it was there at this version and now is gone. */
  remove(memberId: string, id: string, version: number): Promise<boolean>;
  /** The newest first, at most `count`; with `after`, those that follow this one. */
  latest(memberId: string, count: number, after?: string): Promise<readonly Kept<Value>[]>;
}

export interface Change<Value> {
  readonly id: string;
  readonly version: number;
  readonly value: Value;
  readonly now: Date;
}

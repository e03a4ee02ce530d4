/**
 * What a member sees after they did something, the same for every platform, so that a story reads and holds on each.
 */
export interface Seen {
  /** Everything that can be read, line by line: title, sections, buttons' labels left out. */
  readonly text: string;
  readonly buttons: readonly string[];
  readonly selects: readonly {
    readonly label: string;
    readonly options: readonly { value: string; label: string }[];
  }[];
  /** The texts that are shown to be copied. */
  readonly copyable: readonly string[];
  readonly form?: SeenForm;
  /** Of what the bot sent of itself: what a notification says of it. */
  readonly preview?: string;
  /** What came beside the card. */
  readonly files?: readonly SeenFile[];
}

export interface SeenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface SeenForm {
  readonly title: string;
  readonly fields: readonly SeenField[];
}

export interface SeenField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'select';
  /** What stands in it; of a select the chosen values, joined with commas. */
  readonly value: string;
  readonly options: readonly string[];
  /** What to change, where the form was sent and not taken. */
  readonly error?: string;
}

/** One member on one platform. Everything they do is answered in private unless a story says otherwise. */
export interface Face {
  /** A slash command as flat text; platforms with typed options take it apart. */
  types(line: string): Promise<Seen>;
  /** A button of the last card, by its label. */
  presses(label: string): Promise<Seen>;
  /** Of the select of the last card whose label is `label`; values, not labels. */
  chooses(label: string, ...values: string[]): Promise<Seen>;
  /** Sends the open form; fields that are not named keep what stands in them. */
  submits(values: Readonly<Record<string, string | readonly string[]>>): Promise<Seen>;
}

/** A community on one platform, with a real database behind it. */
export interface Community {
  /** The same name is the same member; `moderator` has the platform's right to manage the community. */
  member(name: string, options?: { readonly moderator?: boolean }): Face;
  readonly clock: { advance(milliseconds: number): void };
  close(): Promise<void>;
}

/** A member who also reads what the bot sends of itself. */
export interface Reader extends Face {
  /**
   * What the bot sent to a channel and its threads, to `direct`, or to the `group`s that this member was brought into, oldest
   * first; answers to this member alone are left out. The last one with buttons is then the card that `presses` and `chooses`
   * are about.
   */
  reads(place: string): Promise<readonly Seen[]>;
}

/** A community in which the bot acts of itself as well. */
export interface LivingCommunity extends Community {
  member(name: string, options?: { readonly moderator?: boolean; readonly zone?: string }): Reader;
  /** Lets the bot do what is due by the clock, and waits until all of it is sent. */
  settle(): Promise<void>;
}

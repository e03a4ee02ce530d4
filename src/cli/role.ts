import { SetupError } from '../core/errors/index.ts';

/** What a process does of the bot's work: all of it, or one part beside other processes on the same database. */
export const roles = ['all', 'gateway', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

/** The parts of the bot's work. Health and metrics are served by every process. */
export interface Duties {
  /** Keeps the connections that platforms send over: Discord's gateway, Slack's Socket Mode. */
  readonly connects: boolean;
  /** Serves what platforms and browsers call: Slack's requests, installs, the playground. */
  readonly serves: boolean;
  /** Looks every minute for what is due, and delivers; by the platforms' web APIs alone. */
  readonly works: boolean;
}

const duties: Readonly<Record<Role, Duties>> = {
  all: { connects: true, serves: true, works: true },
  gateway: { connects: true, serves: false, works: false },
  web: { connects: false, serves: true, works: false },
  worker: { connects: false, serves: false, works: true },
};

/** What a role does. Throws `SetupError` for a role that there is not, and for a part of the work on the embedded database. */
export function dutiesOf(role: string, databaseUrl: string | undefined): Duties {
  const known = roles.find((each) => each === role);
  if (!known) throw new SetupError(`--role must be one of ${roles.join(', ')}.`);
  if (known !== 'all' && databaseUrl === undefined) {
    throw new SetupError(
      `--role ${known} shares the work with other processes, and the embedded database belongs to one alone. Set DATABASE_URL to a Postgres server, or start with --role all.`,
    );
  }
  return duties[known];
}

import { SetupError } from '../core/errors/index.ts';

const wrongAddress = 'check the host and port in DATABASE_URL, and any firewall between';
const wrongLogin =
  'correct the user and password in DATABASE_URL; a sign such as / or @ in the password is written percent-encoded';

/** What to do where a server does not let us in, by Node's code of a network fault or Postgres' SQLSTATE. */
const remedies: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no machine has the name of the host in DATABASE_URL: check how it is written',
  EAI_AGAIN: 'the host in DATABASE_URL cannot be looked up: check how it is written, and the network of this machine',
  ECONNREFUSED: `nobody listens there: start Postgres, or ${wrongAddress}`,
  EHOSTUNREACH: `no way leads there: ${wrongAddress}`,
  ETIMEDOUT: `nobody answers: ${wrongAddress}`,
  '28P01': `user and password do not fit: ${wrongLogin}`,
  '28000': `the user is not let in: ${wrongLogin}`,
  '3D000': 'there is no database of that name: make it there with `createdb`, or correct the name in DATABASE_URL',
  '53300': 'no connection is left: stop what else uses it, or raise its max_connections',
  '57P03': 'Postgres is starting or stopping: try again in a minute',
};

/**
 * Why a Postgres server did not let us in and what to do, in a line without the URL, which holds a password; undefined where the
 * error is about something else.
 */
export function whyRefused(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : undefined;
  // pg's own error after `connectionTimeoutMillis` has no code.
  const known = code ?? (/timeout/i.test(error.message) ? 'ETIMEDOUT' : '');
  const remedy = remedies[known];
  return remedy && `the database server does not let us in (${known}): ${remedy}`;
}

/** The same as a `SetupError`; another error is given back as it is. */
export function asSetupError(error: unknown): unknown {
  const why = whyRefused(error);
  return why === undefined ? error : new SetupError(`${why.charAt(0).toUpperCase()}${why.slice(1)}.`);
}

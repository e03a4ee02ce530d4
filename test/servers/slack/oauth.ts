import { ApiError, type Args } from './methods.ts';
import type { State } from './state.ts';

/** What a person who installs the bot agrees to; the code is what Slack sends the browser back with. */
export interface Grant {
  readonly teamId: string | undefined;
  readonly enterpriseId?: string;
  readonly scope: string;
  /** Tokens of the install end after this many seconds and are renewed. */
  readonly expiresIn?: number;
}

const grants = new WeakMap<State, Map<string, Grant>>();

/** Makes the code for an install. */
export function grant(state: State, given: Grant): string {
  const code = `code-${state.next()}`;
  const known = grants.get(state) ?? new Map();
  grants.set(state, known.set(code, given));
  return code;
}

/** `oauth.v2.access`: a code, or a token that renews another, for a token. Each works once. */
export function oauthAccess(state: State, args: Args): object {
  if (args.client_id !== 'client' || args.client_secret !== 'client-secret') throw new ApiError('bad_client_secret');
  const isRenewal = args.grant_type === 'refresh_token';
  const key = String(isRenewal ? args.refresh_token : args.code);
  const given = grants.get(state)?.get(key);
  if (!given) throw new ApiError(isRenewal ? 'invalid_refresh_token' : 'invalid_code');
  grants.get(state)?.delete(key);
  const token = `xoxb-${state.next()}`;
  state.tokens.set(token, given.teamId ?? given.enterpriseId ?? '');
  const renewal =
    given.expiresIn === undefined ? {} : { expires_in: given.expiresIn, refresh_token: grant(state, given) };
  return {
    access_token: token,
    token_type: 'bot',
    scope: given.scope,
    bot_user_id: 'UBOT',
    app_id: 'A1',
    ...renewal,
    team: given.teamId === undefined ? null : { id: given.teamId, name: given.teamId },
    enterprise: given.enterpriseId === undefined ? null : { id: given.enterpriseId, name: given.enterpriseId },
    is_enterprise_install: given.teamId === undefined,
    authed_user: { id: 'UADMIN' },
  };
}

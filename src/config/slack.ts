import { z } from 'zod';

/** What the environment says about Slack. */
export interface SlackConfig {
  readonly apiUrl: string;
  readonly connection:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** Of a bot installed by hand; there where `oauth` is not. */
  readonly botToken: string | undefined;
  readonly oauth:
    | {
        readonly clientId: string;
        readonly clientSecret: string;
        readonly publicUrl: string;
        readonly authorizeUrl: string;
      }
    | undefined;
}

const address = (example: string) =>
  z.string().refine((url) => /^https?:\/\/./.test(url) && URL.canParse(url), `must be an address like ${example}`);

export const slackEnvironment = {
  SLACK_BOT_TOKEN: z.string().regex(/^xox/, "must be the bot's token, which starts with xoxb-").optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must be an app-level token, which starts with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_API_URL: address('https://slack.com/api/').default('https://slack.com/api/'),
  SLACK_AUTHORIZE_URL: address('https://slack.com/oauth/v2/authorize').default('https://slack.com/oauth/v2/authorize'),
  PUBLIC_URL: address('https://rebound.example.org').optional(),
};

type Environment = z.infer<z.ZodObject<typeof slackEnvironment>>;

/** Slack's settings, undefined where none is made; of half a configuration what is missing, by name. */
export function readSlack(env: Environment): {
  readonly slack: SlackConfig | undefined;
  readonly faults: readonly string[];
} {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = env;
  const given = [botToken, appToken, signingSecret, clientId, clientSecret];
  if (given.every((each) => each === undefined)) return { slack: undefined, faults: [] };
  const missing: string[] = [];
  const connection = connectionOf(appToken, signingSecret);
  if (!connection) {
    missing.push(
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (requests) must be set for Slack to reach the bot',
    );
  }
  const oauth = clientId !== undefined || clientSecret !== undefined;
  if (!oauth && botToken === undefined) missing.push('SLACK_BOT_TOKEN must be set for the bot to answer on Slack');
  if (oauth && clientId === undefined) missing.push('SLACK_CLIENT_ID must be set where SLACK_CLIENT_SECRET is');
  if (oauth && clientSecret === undefined) missing.push('SLACK_CLIENT_SECRET must be set where SLACK_CLIENT_ID is');
  if (oauth && publicUrl === undefined) {
    missing.push(
      'PUBLIC_URL must be set where SLACK_CLIENT_ID is: Slack sends people back there after they installed the bot',
    );
  }
  if (missing.length > 0 || !connection) return { slack: undefined, faults: missing };
  const apiUrl = env.SLACK_API_URL.replace(/\/*$/, '/');
  const installs =
    clientId !== undefined && clientSecret !== undefined && publicUrl !== undefined
      ? { clientId, clientSecret, publicUrl, authorizeUrl: env.SLACK_AUTHORIZE_URL }
      : undefined;
  return { slack: { apiUrl, connection, botToken, oauth: installs }, faults: [] };
}

function connectionOf(
  appToken: string | undefined,
  signingSecret: string | undefined,
): SlackConfig['connection'] | undefined {
  if (appToken !== undefined) return { kind: 'socket', appToken };
  return signingSecret === undefined ? undefined : { kind: 'http', signingSecret };
}

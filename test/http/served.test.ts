import { expect, test } from 'vitest';
import { movableClock } from '../../src/adapters/playground/index.ts';
import { platformsFor } from '../../src/cli/platforms.ts';
import { dutiesOf } from '../../src/cli/role.ts';
import { areasServed, playgroundFor } from '../../src/cli/served.ts';
import { composeBot } from '../../src/compose.ts';
import { parseConfig } from '../../src/config/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { noDatabase } from '../../src/db/no-database.ts';
import { createApp } from '../../src/http/app.ts';
import { createTelemetry } from '../../src/telemetry/index.ts';
import { storyClock } from '../support/clock.ts';
import { failingLog } from '../support/log.ts';

const log = failingLog();
const clock = movableClock(storyClock());
const bot = composeBot({ database: noDatabase, secretKey: new Uint8Array(32), clock, random: systemRandom, log });

async function appFor(env: Record<string, string>, role = 'all') {
  const config = parseConfig(env);
  const duties = dutiesOf(role, config.databaseUrl);
  const telemetry = createTelemetry();
  const platforms = await platformsFor(config, bot, { clock, log, telemetry, refuse: () => undefined });
  const playground = playgroundFor(config, duties, bot, clock, telemetry);
  const areas = areasServed(config, duties, { platforms, playground, metrics: telemetry.metrics });
  return createApp({ log, ready: async () => undefined, areas });
}

const everywhere = { HOST: '0.0.0.0' };
const tokens = { REBOUND_PLAYGROUND_TOKEN: 'a long enough token', REBOUND_METRICS_TOKEN: 'another long token' };
const server = { DATABASE_URL: 'postgres://db/rebound', REBOUND_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') };
const slack = { SLACK_BOT_TOKEN: 'xoxb-1' };
const requests = { ...slack, SLACK_SIGNING_SECRET: 'shhh' };
const installs = {
  SLACK_SIGNING_SECRET: 'shhh',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'shhh',
  PUBLIC_URL: 'https://rebound.example',
};

// What each address answers: 404 it is not there, 401 and 403 it is, behind a guard.
test.each<[string, Record<string, string>, string, string, Record<string, number>]>([
  ['alone on this machine', {}, 'all', 'localhost:3000', { '/': 200, '/metrics': 200, '/slack/events': 404 }],
  ['the same, by another name', {}, 'all', 'evil.example', { '/': 403, '/metrics': 403, '/slack/events': 404 }],
  ['open to others', everywhere, 'all', 'rebound.example', { '/': 404, '/metrics': 404, '/slack/events': 404 }],
  ['open, with tokens', { ...everywhere, ...tokens }, 'all', 'rebound.example', { '/': 401, '/metrics': 401 }],
  [
    'Slack by a socket',
    { ...everywhere, ...slack, SLACK_APP_TOKEN: 'xapp-1' },
    'all',
    'a.example',
    { '/slack/events': 404, '/slack/install': 404 },
  ],
  [
    'Slack by requests',
    { ...everywhere, ...requests },
    'all',
    'a.example',
    { '/slack/events': 401, '/slack/install': 404 },
  ],
  ['Slack with installs', { ...everywhere, ...installs }, 'web', 'a.example', { '/slack/events': 401, '/': 404 }],
  [
    'a worker',
    { ...requests, ...tokens },
    'worker',
    'localhost:3000',
    { '/': 404, '/metrics': 401, '/slack/events': 404 },
  ],
  [
    'a gateway',
    { ...everywhere, ...requests },
    'gateway',
    'a.example',
    { '/': 404, '/metrics': 404, '/slack/events': 404 },
  ],
])('served: %s', async (_what, env, role, host, expected) => {
  const app = await appFor({ ...(role === 'all' ? {} : server), ...env }, role);
  const answers = { '/healthz': 200, '/readyz': 200, ...expected };
  for (const [path, status] of Object.entries(answers)) {
    const method = path === '/slack/events' ? 'POST' : 'GET';
    const answer = await app.request(path, { method, headers: { host } });
    expect(answer.status, path).toBe(status);
    expect(answer.headers.get('content-security-policy'), path).toContain("default-src 'none'");
  }
});

test('each token opens its own part, and no other', async () => {
  const app = await appFor({ ...everywhere, ...tokens });
  const status = async (path: string, token: string) =>
    (await app.request(path, { headers: { host: 'a.example', authorization: `Bearer ${token}` } })).status;
  const { REBOUND_PLAYGROUND_TOKEN: playground, REBOUND_METRICS_TOKEN: metrics } = tokens;
  expect([await status('/metrics', metrics), await status('/metrics', playground)]).toEqual([200, 401]);
  expect([await status('/', playground), await status('/', metrics)]).toEqual([200, 401]);
});

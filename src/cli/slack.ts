import { createSlack, type Slack, slackManifest } from '../adapters/slack/index.ts';
import { type Bot, composeBot } from '../compose.ts';
import type { SlackConfig } from '../config/slack.ts';
import type { SetupError } from '../core/errors/index.ts';
import type { Clock, Log, Telemetry } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import { systemClock } from '../core/time/index.ts';
import { noDatabase } from '../db/no-database.ts';

/** The bot on Slack. It is not started. */
export function slackFor(
  settings: SlackConfig,
  { dispatcher, claims, secrets, communities }: Bot,
  parts: { clock: Clock; log: Log; telemetry: Telemetry; onFatal(error: SetupError): void },
): Slack {
  return createSlack({
    settings,
    dispatcher,
    ...parts,
    claims,
    secrets,
    home: dispatcher.home,
    communities: communities.port,
  });
}

/** The manifest of the Slack app as JSON, with a line break at its end: Socket Mode, or requests to `publicUrl`. */
export function slackManifestJson(publicUrl: string | undefined): string {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const parts = { database: noDatabase, secretKey: new Uint8Array(32), clock: systemClock, random: systemRandom };
  const { commands } = composeBot({ ...parts, log: silent }).dispatcher;
  const connection = publicUrl === undefined ? ({ kind: 'socket' } as const) : ({ kind: 'http', publicUrl } as const);
  return `${JSON.stringify(slackManifest(commands, connection), null, 2)}\n`;
}

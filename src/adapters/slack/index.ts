import { App, type Receiver } from '@slack/bolt';
import { Hono } from 'hono';
import { SetupError } from '../../core/errors/index.ts';
import type { Actor, Dispatcher } from '../../core/interactions/index.ts';
import {
  type Claims,
  type Clock,
  type Communities,
  type Deliveries,
  type Log,
  type Secrets,
  silent,
  type Telemetry,
} from '../../core/ports/index.ts';
import type { Card } from '../../core/views/index.ts';
import { createAccess, type OAuthSettings } from './access.ts';
import { createAnswers } from './answer.ts';
import { createDeliveries } from './delivery.ts';
import { listenToEvents } from './events.ts';
import { createHome } from './home.ts';
import { listen } from './listeners.ts';
import { createPeople } from './people.ts';
import { createShowing } from './reader.ts';
import { createHttpReceiver } from './receiver.ts';
import { createSocket } from './socket.ts';
import { createClients, quietLogger, refusals, slackCode, webOptions } from './web.ts';

export { slackManifest } from './manifest.ts';

/** How the bot is set up for Slack. */
export interface SlackSettings {
  /** With a slash at its end. */
  readonly apiUrl: string;
  /** Over a connection of our own, or by requests to our server, signed with this secret. */
  readonly connection:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** Of a bot that was installed by hand; one of it and `oauth` is there, or both. */
  readonly botToken: string | undefined;
  readonly oauth: OAuthSettings | undefined;
}

export interface SlackParts {
  readonly settings: SlackSettings;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: nobody is told. */
  readonly telemetry?: Telemetry;
  readonly claims: Claims;
  readonly secrets: Secrets;
  /** What stands on a member's own page, in order. */
  home(actor: Actor): Promise<readonly Card[]>;
  readonly communities: Communities;
  /** Told when Slack will never let this bot in again as it is set up. */
  onFatal(error: SetupError): void;
}

/** The bot on Slack. */
export interface Slack {
  /** What the bot's server serves for it; nothing should stand before these routes. */
  readonly routes: Hono;
  readonly deliveries: Deliveries;
  /** Resolves once Slack reaches the bot, or will never; that is told. Where Slack is out of reach it keeps trying. */
  start(): Promise<void>;
  /** Whether Slack reaches the bot, as far as it can know: over requests it cannot. */
  isConnected(): boolean;
  /** Ends the connection once what came over it is acknowledged. Answers that are on their way are waited for, up to 8 s. */
  close(): Promise<void>;
}

/** Puts the adapter together; starts nothing yet. */
export function createSlack(parts: SlackParts): Slack {
  const { settings, dispatcher, clock, log, telemetry = silent, claims, communities, onFatal } = parts;
  const web = webOptions({ apiUrl: settings.apiUrl, log });
  const access = createAccess({
    ...settings,
    ...parts,
    web,
    installed: (teamId) => communities.present('slack', teamId),
  });
  const clientOf = createClients(web);
  const people = createPeople({ clock, log });
  const showing = createShowing({ people, clock });
  const answers = createAnswers({ dispatcher, showing, log });
  const home = createHome({ showing, log, cards: parts.home });
  const { connection } = settings;
  const socket =
    connection.kind === 'socket'
      ? createSocket({
          appToken: connection.appToken,
          web,
          log,
          onRefused: () => onFatal(new SetupError(wrongAppToken)),
        })
      : undefined;
  const requests =
    connection.kind === 'http'
      ? createHttpReceiver({ signingSecret: connection.signingSecret, clock, claims, log })
      : undefined;
  const running = countRunning((socket?.receiver ?? requests) as Receiver);
  const app = new App({
    receiver: running.receiver,
    authorize: async ({ teamId, enterpriseId }) => {
      const botToken = await access.token(teamId, enterpriseId);
      if (botToken === undefined) throw new Error('The bot is not installed there');
      return { botToken, ...(teamId ? { teamId } : {}), ...(enterpriseId ? { enterpriseId } : {}) };
    },
    clientOptions: web,
    logger: quietLogger(log),
    ignoreSelf: false,
    convoStore: false,
  });
  listen(app, { dispatcher, people, answers, home, log, telemetry });
  listenToEvents(app, { people, home, claims, access, log, left: (teamId) => communities.removed('slack', teamId) });

  /** Of a bot installed by hand nobody else tells where it is. */
  const greet = async () => {
    if (settings.botToken === undefined) return;
    try {
      const { team_id: teamId } = await clientOf(settings.botToken).auth.test();
      if (teamId) await communities.present('slack', teamId);
    } catch (error) {
      const code = slackCode(error);
      const isRefused = refusals.includes(code);
      if (isRefused && !settings.oauth) return onFatal(new SetupError(wrongBotToken));
      // The workspaces that installed the bot have tokens of their own.
      if (isRefused) return log.error({ error: code }, wrongBotToken);
      log.warn({ error: code }, 'Slack did not say which workspace the bot is in');
    }
  };

  const routes = new Hono();
  if (requests) routes.route('/', requests.routes);
  if (access.routes) routes.route('/', access.routes);
  return {
    routes,
    deliveries: createDeliveries({ access, people, clock, clientOf }),
    start: async () => {
      await socket?.start();
      await greet();
    },
    isConnected: () => socket?.isConnected() ?? true,
    close: async () => {
      // An acknowledgement goes back over the connection that asked for it, and Slack waits 3 s for it.
      if (socket) await running.settled(acknowledgedMs);
      await socket?.close();
      await running.settled(answeredMs);
    },
  };
}

const wrongAppToken =
  'Slack does not accept SLACK_APP_TOKEN. Copy it anew: api.slack.com/apps, your app, Basic Information, App-Level Tokens.';
const wrongBotToken =
  'Slack does not accept SLACK_BOT_TOKEN. Copy it anew, or install the app again: api.slack.com/apps, your app, OAuth & Permissions.';

const acknowledgedMs = 2_500;
const answeredMs = 5_500;

/** Counts what a receiver has handed on and not yet seen done. `settled` resolves at a moment when nothing runs, or when it waited so long. */
function countRunning(receiver: Receiver): { receiver: Receiver; settled(withinMs: number): Promise<void> } {
  const running = new Set<Promise<void>>();
  const init = receiver.init.bind(receiver);
  receiver.init = (app) => {
    const process = app.processEvent.bind(app);
    app.processEvent = (event) => {
      const done = process(event).finally(() => running.delete(done));
      running.add(done);
      return done;
    };
    init(app);
  };
  return {
    receiver,
    settled: async (withinMs) => {
      let isEnough = false;
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          isEnough = true;
          resolve();
        }, withinMs);
      });
      // More may come meanwhile, for as long as the connection stands.
      while (running.size > 0 && !isEnough) await Promise.race([Promise.allSettled(running), enough]);
      clearTimeout(timer);
    },
  };
}

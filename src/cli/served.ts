import { discordPreview } from '../adapters/discord/preview.ts';
import { createPlayground, type MovableClock } from '../adapters/playground/index.ts';
import { slackPreview } from '../adapters/slack/preview.ts';
import type { Bot } from '../compose.ts';
import type { Config } from '../config/index.ts';
import type { Deliveries, Telemetry } from '../core/ports/index.ts';
import { systemRandom } from '../core/ports/random.ts';
import type { Area } from '../http/app.ts';
import { isLoopback, loopbackNamesOnly, sameSiteOnly, tokenOnly } from '../http/guards.ts';
import { metricsRoutes } from '../http/metrics.ts';
import type { Metrics } from '../telemetry/index.ts';
import type { Platform } from './platforms.ts';
import type { Duties } from './role.ts';

interface ServedPlayground {
  readonly deliveries: Deliveries;
  readonly area: Area;
}

/** What this process serves besides its health: what is set up and its role has it serve, and nothing else. */
export function areasServed(
  config: Config,
  { serves }: Duties,
  parts: {
    readonly platforms: readonly Pick<Platform, 'routes'>[];
    readonly playground: Pick<ServedPlayground, 'area'> | undefined;
    readonly metrics: Metrics;
  },
): Area[] {
  // What a platform sends is signed: its adapter is the guard.
  const called = parts.platforms.flatMap(({ routes }) => (routes ? [{ routes, guards: [] }] : []));
  return [
    ...(serves ? called : []),
    ...(serves && parts.playground ? [parts.playground.area] : []),
    ...metricsArea(config, parts.metrics),
  ];
}

/** The playground, which is alone in keeping what it shows in memory: who serves it delivers on it. */
export function playgroundFor(
  config: Config,
  { serves }: Duties,
  { dispatcher }: Pick<Bot, 'dispatcher'>,
  clock: MovableClock,
  telemetry: Telemetry,
): ServedPlayground | undefined {
  const guards = playgroundGuards(config);
  if (!serves || !guards) return undefined;
  const previews = [discordPreview, slackPreview];
  const { deliveries, routes } = createPlayground({ dispatcher, clock, random: systemRandom, telemetry, previews });
  return { deliveries, area: { routes, guards } };
}

/** Metrics tell how much a community is used, so they are for who knows the token, or for this machine alone. */
function metricsArea({ host, metricsToken }: Config, metrics: Metrics): Area[] {
  const routes = metricsRoutes(metrics);
  if (metricsToken !== undefined) return [{ routes, guards: [tokenOnly(metricsToken)] }];
  return isLoopback(host) ? [{ routes, guards: [loopbackNamesOnly] }] : [];
}

/** What stands before the playground; undefined where nothing would. */
function playgroundGuards({ host, playgroundToken }: Config): Area['guards'] | undefined {
  if (playgroundToken !== undefined) return [sameSiteOnly, tokenOnly(playgroundToken)];
  return isLoopback(host) ? [loopbackNamesOnly, sameSiteOnly] : undefined;
}

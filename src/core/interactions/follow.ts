import type { Telemetry } from '../ports/index.ts';
import { uptimeMs } from '../time/index.ts';
import type { PlatformName } from './interaction.ts';

/** Does under its id all that an adapter does about an interaction. `work` calls `shown` once its member sees the first of an answer. */
export function follow<Result>(
  telemetry: Telemetry,
  { platform, id }: { readonly platform: PlatformName; readonly id: string },
  work: (shown: () => void) => Promise<Result>,
): Promise<Result> {
  const cameMs = uptimeMs();
  return telemetry.within(id, () => work(() => telemetry.responded(platform, uptimeMs() - cameMs)));
}

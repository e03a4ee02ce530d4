import { z } from 'zod';

/** What the environment says about Discord. */
export interface DiscordConfig {
  readonly token: string;
  /** With no version and no slash at its end; absent: Discord's own. */
  readonly apiUrl?: string;
  /** Which shards this process runs: as many as Discord recommends, or some of a fixed number. */
  readonly sharding: 'auto' | { readonly count: number; readonly ids: readonly number[] };
}

export const discordEnvironment = {
  DISCORD_TOKEN: z.string().regex(/^\S+$/, 'must be the bot token, in one piece').optional(),
  DISCORD_API_URL: z
    .string()
    .refine((url) => /^https?:\/\/./.test(url) && URL.canParse(url), 'must be an address like https://discord.com/api')
    .optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,3})$/, 'must be auto, or the number of shards that this process runs alone')
    .optional(),
  DISCORD_SHARD_COUNT: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be the number of shards over all processes')
    .optional(),
  DISCORD_SHARD_IDS: z
    .string()
    .regex(/^\d{1,4}(\s*,\s*\d{1,4})*$/, 'must list the shards of this process, counted from 0, like 0,1')
    .optional(),
};

type Environment = z.infer<z.ZodObject<typeof discordEnvironment>>;

/** Discord's settings, undefined where there is no token; and what in them does not fit together. */
export function readDiscord(env: Environment): {
  readonly discord: DiscordConfig | undefined;
  readonly faults: readonly string[];
} {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl } = env;
  const { sharding, faults } = readSharding(env);
  if (token === undefined || faults.length > 0) return { discord: undefined, faults };
  const address = apiUrl === undefined ? {} : { apiUrl: apiUrl.replace(/\/+$/, '') };
  return { discord: { token, ...address, sharding }, faults };
}

function readSharding(env: Environment): { sharding: DiscordConfig['sharding']; faults: readonly string[] } {
  const { DISCORD_SHARDS: shards, DISCORD_SHARD_COUNT: count, DISCORD_SHARD_IDS: ids } = env;
  const faults: string[] = [];
  if (shards !== undefined && (count ?? ids) !== undefined) {
    faults.push(
      'DISCORD_SHARDS is for one process, DISCORD_SHARD_COUNT with DISCORD_SHARD_IDS for many: set one of both',
    );
  }
  if (count === undefined && ids !== undefined)
    faults.push('DISCORD_SHARD_COUNT must be set where DISCORD_SHARD_IDS is');
  if (count !== undefined && ids === undefined)
    faults.push('DISCORD_SHARD_IDS must be set where DISCORD_SHARD_COUNT is');
  const total = Number(count ?? (shards === 'auto' ? undefined : shards));
  if (Number.isNaN(total)) return { sharding: 'auto', faults };
  const own = ids === undefined ? Array.from({ length: total }, (_, id) => id) : ids.split(',').map(Number);
  if (own.some((id) => id >= total)) faults.push('DISCORD_SHARD_IDS are counted from 0, up to DISCORD_SHARD_COUNT - 1');
  return { sharding: { count: total, ids: [...new Set(own)] }, faults };
}

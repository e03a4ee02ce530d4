import type { ApiAnswer, ApiRequest } from './answers.ts';
import type { State } from './state.ts';

/** Counts requests as Discord does: by route and by the channel or server that it is about. */
export function createBuckets(state: State) {
  const used = new Map<string, { count: number; endsAt: number }>();
  return {
    /** What `answer` says with the headers that tell of the limit, or 429 over it. */
    limit: (request: ApiRequest, answer: (request: ApiRequest) => ApiAnswer): ApiAnswer => {
      // Answers to interactions have no limit of their own.
      if (/^\/(interactions|webhooks)\//.test(request.path)) return answer(request);
      const { limit, windowMs } = state.bucket;
      const name = bucketOf(request);
      const now = Date.now();
      const known = used.get(name);
      const bucket = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowMs };
      used.set(name, bucket);
      bucket.count += 1;
      const seconds = String((bucket.endsAt - now) / 1_000);
      const headers = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - bucket.count)),
        'x-ratelimit-reset-after': seconds,
        'x-ratelimit-bucket': Buffer.from(name).toString('hex'),
      };
      if (bucket.count <= limit) {
        const answered = answer(request);
        return { ...answered, headers: { ...headers, ...answered.headers } };
      }
      return {
        status: 429,
        headers: { ...headers, 'retry-after': seconds, 'x-ratelimit-scope': 'user' },
        body: { message: 'You are being rate limited.', retry_after: Number(seconds), global: false },
      };
    },
  };
}

/** The route with every id left out but the one right behind `channels` or `guilds`. */
function bucketOf({ method, path }: ApiRequest): string {
  const major = /^\/(?:channels|guilds)\/(\d+)/.exec(path)?.[1] ?? '';
  return `${method} ${path.replace(/\d{5,}/g, 'id')} ${major}`;
}

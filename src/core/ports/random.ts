import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from './index.ts';

/** This machine's chance: the one place that reads it for features. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};

import { z } from 'zod';

const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const spot = { conversationId: z.string().min(1).max(80), threadId: id.optional() };
// What core itself refuses kindly has to reach it whole; the server's limit on bodies is the outer one.
const text = z.string().max(200_000);

/** Who asks, from the address of each request. */
export const readerQuery = z.object({
  as: z.string().max(40),
  locale: z.string().max(35).default('en'),
  zone: z.string().max(60).default('UTC'),
});

export const deedBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), id, ...spot, line: text }),
  z.strictObject({
    kind: z.literal('press'),
    id,
    ...spot,
    messageId: id,
    token: z.string().max(200),
    chosen: z.array(z.string().max(200)).max(25),
  }),
  z.strictObject({
    kind: z.literal('submit'),
    id,
    ...spot,
    messageId: id.optional(),
    token: z.string().max(200),
    values: z.record(z.string().max(40), z.union([text, z.array(z.string().max(200)).max(25)])),
  }),
]);

export const utteranceBody = z.strictObject({ id, ...spot, text: z.string().trim().min(1).max(2_000) });

export const suggestBody = z.strictObject({
  command: z.string().max(80),
  option: z.string().max(40),
  typed: z.string().max(3_000),
});

export const clockBody = z.strictObject({ step: z.enum(['hour', 'day', 'monday']) });

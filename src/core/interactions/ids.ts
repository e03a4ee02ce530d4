import { createHash } from 'node:crypto';

/** Makes ids that depend on the interaction and the order of asking alone: the same interaction twice asks for the same rows. */
export function idsFrom(scope: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const bytes = createHash('sha256').update(`${scope}\u0000${count}`).digest().subarray(0, 16);
    // RFC 9562: version 8 (custom) and the variant, so that Postgres and people read it as a UUID.
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
}

/** Whether a text from outside, such as a token's row, can be a row's id. Postgres fails on a query with any other. */
export function isRowId(row: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(row);
}

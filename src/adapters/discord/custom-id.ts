/**
 * What Discord gives back with a press or a submission: the action token and, on a card that was sent as a direct message,
 * the community that it belongs to. A direct message names no server, and a member of two would be taken for the other one.
 */
export interface CustomId {
  readonly token: string;
  /** The server's id. */
  readonly communityId?: string;
}

// No action token holds it.
const separator = '~';

/** Writes a custom id of at most 100 characters: the token's 86, the separator and 13 digits in base 36 for 64 bits. */
export function writeCustomId({ token, communityId }: CustomId): string {
  if (communityId === undefined || !/^\d{1,20}$/.test(communityId)) return token;
  return `${token}${separator}${BigInt(communityId).toString(36)}`;
}

/** Reads a custom id. What is no community is left away; whether the token is one, core decides. */
export function readCustomId(customId: string): CustomId {
  const at = customId.lastIndexOf(separator);
  if (at === -1) return { token: customId };
  const token = customId.slice(0, at);
  const digits = customId.slice(at + 1);
  if (!/^[0-9a-z]{1,13}$/.test(digits)) return { token };
  let value = 0n;
  for (const digit of digits) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return { token, communityId: value.toString() };
}

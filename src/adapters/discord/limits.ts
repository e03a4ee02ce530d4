/**
 * Discord's own figures where its renderers and callers need them; what a card, form or command may hold at all stands in
 * core's table. Source: docs.discord.com "Message Resource", "Application Commands", "Receiving and Responding", "Rate Limits".
 */
export const discordLimits = {
  /** UTF-16 code units. */
  embedDescription: 4_096,
  embedFields: 25,
  /** Names, descriptions and values of one command with all its options, in characters. */
  commandText: 8_000,
  /** Chat-input commands of one application in one scope. */
  commands: 100,
  /** A text input; a value that is longer cannot stand in it. */
  textInput: 4_000,
  /** The nonce of a message, in characters. */
  nonce: 25,
  /** How long a first response is taken, in milliseconds after the interaction was made. */
  firstResponseMs: 3_000,
  /** How long an interaction's token is good for, in milliseconds. */
  tokenMs: 15 * 60_000,
  /** Of a bot, whatever the route; answers to interactions do not count. */
  requestsPerSecond: 50,
  /** Requests answered with 401, 403 or 429 within `invalidWindowMs` after which Discord shuts the whole address out. */
  invalidRequests: 10_000,
  invalidWindowMs: 10 * 60_000,
} as const;

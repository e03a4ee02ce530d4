/**
 * A network that swallows everything without a word would otherwise keep a query waiting for a quarter of an hour, and its
 * transaction's locks on the server for two. No query of ours takes a second.
 */
export const silence = {
  connectionTimeoutMillis: 10_000,
  query_timeout: 15_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
} as const;

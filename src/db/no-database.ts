import type { Database, Queries } from './database.ts';

const nothingThere = () => new Error('There is no database here');

/** No database at all, for what reads the bot's definitions and touches no row. Every query throws. */
export const noDatabase: Database = {
  engine: 'embedded',
  queries: new Proxy({} as Queries, {
    get: () => {
      throw nothingThere();
    },
  }),
  source: { kind: 'server', url: '' },
  pool: () => undefined,
  transaction: () => Promise.reject(nothingThere()),
  within: () => Promise.reject(nothingThere()),
  get across() {
    return noDatabase;
  },
  isWalled: false,
  admitWithin: () => Promise.reject(nothingThere()),
  close: async () => undefined,
};

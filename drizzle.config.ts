import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/db/schema.ts',
    './src/features/*/schema.ts',
    './src/adapters/*/schema.ts',
    './src/delivery/schema.ts',
  ],
  out: './migrations',
});

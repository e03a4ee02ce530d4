import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/setup.ts'],
    // Each file has a database of its own; two cores, two files at a time.
    maxWorkers: 2,
    // What a file becomes for the runner is kept in node_modules, by its content.
    fsModuleCache: true,
    testTimeout: 60_000,
    // A poll ends as soon as it is met; a second is not enough for a browser on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/setup.ts'],
    // Two cores, two files at a time. Files share what a worker has loaded; each has its own databases.
    maxWorkers: 2,
    isolate: false,
    // What a file becomes for the runner is kept in node_modules, by its content.
    fsModuleCache: true,
    testTimeout: 60_000,
    // A poll ends as soon as it is met; a second is not enough for a browser on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
});

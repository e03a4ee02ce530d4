import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files are begun first: begun last, as the short texts that they are, they leave a core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/(stories|chaos)\.test\.ts$|\/test\/cli\//.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/setup.ts'],
    // Two cores, two files at a time. Files share what a worker has loaded; each has its own databases.
    maxWorkers: 2,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // What a file becomes for the runner is kept in node_modules, by its content.
    fsModuleCache: true,
    testTimeout: 60_000,
    // A poll ends as soon as it is met; a second is not enough for a browser on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
});

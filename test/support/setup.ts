import type { TestProject } from 'vitest/node';
import { openInMemory } from '../../src/db/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder of a migrated embedded database, a tar in base64. */
    embeddedSnapshot: string;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const database = await openInMemory();
  const snapshot = await database.client.dumpDataDir('none');
  await database.close();
  project.provide('embeddedSnapshot', Buffer.from(await snapshot.arrayBuffer()).toString('base64'));
}

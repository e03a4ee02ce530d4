import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { useEngine } from '../support/database.ts';

// What members live through on the embedded database, they live through on a server.
useEngine('postgres');
const stories = join(import.meta.dirname, '../stories');
for (const file of globSync('*.test.ts', { cwd: stories })) describe(file, () => import(join(stories, file)));

import { printRows } from './rows.ts';

// One after the other, so that none measures another one's work; what each noted stands in one table at the end.
await import('./slack.ts');
await import('./discord.ts');
await import('./run.ts');
await import('./matching.ts');
await import('./progress.ts');
await import('./flood.ts');
await import('./queue.ts');
await import('./due.ts');
await import('./monday.ts');
printRows();

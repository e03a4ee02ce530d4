import { parentPort, workerData } from 'node:worker_threads';
import { match, type Round } from './match.ts';

// The way into the thread that round.ts starts: its data is the round, its one message the outcome.
parentPort?.postMessage(match(workerData as Round));

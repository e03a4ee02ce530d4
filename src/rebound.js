#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { enableCompileCache } from 'node:module';

// Plain JavaScript, so that a Node.js too old for TypeScript can still say so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Rebound needs Node.js 22.18 or newer; this is ${process.version}.\n`);
  process.exitCode = 1;
} else {
  // A quarter of the time to start goes into reading TypeScript; what comes of it is kept in the folder for temporary files.
  enableCompileCache();
  await import('./quick-resolution.js');
  const { main } = await import('./main.ts');
  await main(process.argv);
}

#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// Plain JavaScript, so that a Node.js too old for TypeScript can still say so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Rebound needs Node.js 22.18 or newer; this is ${process.version}.\n`);
  process.exitCode = 1;
} else {
  await import('./quick-start.js');
  const { main } = await import('./main.ts');
  await main(process.argv);
}

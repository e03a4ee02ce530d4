import { enableCompileCache, registerHooks } from 'node:module';

// A quarter of the time to start goes into reading TypeScript; what comes of it is kept in the folder for temporary files.
enableCompileCache();

// For each module that is imported, Node.js reads the package.json of its package anew. Drizzle's is 180 KB and is asked for some
// 300 times: more than a third of the time to start went into that.

const ours = new URL('.', import.meta.url).href;
const found = new Map();

registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL = '' } = context;
    if (specifier.startsWith('.') && parentURL.includes('/node_modules/drizzle-orm/')) {
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    }
    // What our own files call a package is the same package for each of them.
    if (!/^[@a-z]/.test(specifier) || !parentURL.startsWith(ours)) return nextResolve(specifier, context);
    const known = found.get(specifier);
    if (known) return { ...known, shortCircuit: true };
    const resolved = nextResolve(specifier, context);
    found.set(specifier, resolved);
    return resolved;
  },
});

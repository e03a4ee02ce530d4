import { shippedByLicence } from './shipped.ts';

// Prints what is shipped, a line for each licence: npm run -s licences.
for (const [licence, names] of shippedByLicence()) process.stdout.write(`${licence}: ${names.join(', ')}\n`);

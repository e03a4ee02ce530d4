import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressPicture } from '../../src/features/progress/views-picture.ts';
import { draw, loadFonts } from '../../src/pictures/draw.ts';
import { busy, discouraged, member, newcomer } from './members.ts';

// Draws three members, to be looked at: `npm run pictures -- FOLDER`. docs/images/progress.png is the busy one.
const [folder = '.'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
loadFonts();
for (const [name, progress] of Object.entries({ newcomer, busy, discouraged })) {
  const { png, svg } = await draw(progressPicture(member, await progress()));
  writeFileSync(join(folder, `${name}.png`), png);
  writeFileSync(join(folder, `${name}.svg`), svg);
}

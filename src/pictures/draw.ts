import { fileURLToPath } from 'node:url';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { parse, type ToCanvasOptions, View } from 'vega';
import type { Drawn, Picture } from './picture.ts';
import { fontFamily, specOf } from './spec.ts';

// 800 pixels wide: sharp on a phone, and half of the time goes into the pixels.
const scale = 2;

const fonts = [
  import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
];

/** Reads the fonts; a container has none of its own. Comes before the first `draw`. Throws where one is missing. */
export function loadFonts(): void {
  for (const font of fonts) {
    const path = fileURLToPath(font);
    if (!GlobalFonts.registerFromPath(path, fontFamily)) throw new Error(`There is no font at ${path}`);
  }
}

/** Draws a picture twice, as SVG and as PNG, without a browser. Keeps the thread busy for some hundred milliseconds. */
export async function draw(picture: Picture): Promise<Drawn> {
  const spec = specOf(picture);
  const view = new View(parse(spec), { renderer: 'none' });
  const svg = await view.toSVG();
  const canvas = createCanvas(Math.round(spec.width * scale), Math.round(spec.height * scale));
  const onto: ToCanvasOptions = { externalContext: canvas.getContext('2d') };
  await view.toCanvas(scale, onto);
  view.finalize();
  return { svg: labelled(svg, picture), png: await canvas.encode('png') };
}

/** Vega's SVG with what it shows in words, for screen readers. */
function labelled(svg: string, { title, description }: Picture): string {
  const alternatives = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
  return svg.replace(/<svg ([^>]*)>/, (_all, attributes: string) => `<svg role="img" ${attributes}>${alternatives}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

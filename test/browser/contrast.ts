/** Runs in the page: every visible text whose colour is too near to what lies behind it. */
export function poorContrast(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color: string, behind: readonly number[]) => {
    if (!canvas) return [0, 0, 0];
    canvas.fillStyle = `rgb(${behind.join(' ')})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (color: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = color.map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element): number[] => {
    const below = element.parentElement ? behind(element.parentElement) : [255, 255, 255];
    return rgb(getComputedStyle(element).backgroundColor, below);
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
  return [...document.querySelectorAll('#app *')]
    .filter(
      (element) => hasText(element) && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    )
    .flatMap((element) => {
      const back = behind(element);
      const [one, other] = [light(back), light(rgb(getComputedStyle(element).color, back))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return ratio < 4.5 ? [`${element.className} "${element.textContent?.trim()}" ${ratio.toFixed(2)}`] : [];
    });
}

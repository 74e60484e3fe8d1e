// 1.4.4 Resize text: with a reader's font size of 200 % all words grow, and none is lost.
import { look, withStyle } from './eyes.mjs';
import { losses, sideways } from './clipping.mjs';

const GROWTH_MIN = 1.5;

function remember() {
  const { eyes } = window;
  const sizeOf = (element) => parseFloat(getComputedStyle(element).fontSize);
  eyes.sizes = new Map(eyes.texts().map(({ node, element }) => [node, sizeOf(element)]));
  return sizeOf(document.documentElement);
}

function unchanged(growthMin) {
  const { eyes } = window;
  const faults = new Set();
  for (const { node, element } of eyes.texts()) {
    const [before, now] = [eyes.sizes.get(node), parseFloat(getComputedStyle(element).fontSize)];
    if (before && now < before * growthMin) faults.add(`${eyes.name(element)} stays at ${now} px when the reader's text is 200 %: use rem`);
  }
  return [...faults];
}

export default async function textSize(page) {
  await look(page);
  const root = await page.evaluate(remember);
  return withStyle(page, `html { font-size: ${root * 2}px !important }`, async () => [
    ...await sideways(page), ...await losses(page), ...await page.evaluate(unchanged, GROWTH_MIN),
  ]);
}

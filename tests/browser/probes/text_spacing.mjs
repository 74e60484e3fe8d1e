// 1.4.12 Text spacing: a reader's own spacing loses nothing. We only inject it here; letter-spacing breaks Arabic joins,
// so the product itself never sets it.
import { withStyle, withViewport } from './eyes.mjs';
import { losses } from './clipping.mjs';

const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

export default async function textSpacing(page) {
  const own = await page.evaluate(() => [...document.querySelectorAll('body *')]
    .filter((element) => getComputedStyle(element).letterSpacing !== 'normal')
    .slice(0, 3).map((element) => `<${element.tagName.toLowerCase()}> sets letter-spacing, which breaks Arabic joins`));
  const wide = await withStyle(page, SPACING, () => losses(page));
  const narrow = await withStyle(page, SPACING, () => withViewport(page, { width: 320, height: 640 }, () => losses(page)));
  return [...own, ...wide, ...narrow.map((fault) => `at 320 px: ${fault}`)];
}

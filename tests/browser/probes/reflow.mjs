// 1.4.10 Reflow, 1.3.4: at 320 × 256 CSS px (1280 px at 400 %) nothing scrolls both ways and nothing is lost.
import { withViewport, look } from './eyes.mjs';
import { losses, sideways } from './clipping.mjs';

const NARROW = { width: 320, height: 256 };
/** What stays in place while the rest scrolls may take at most this share of the small window. */
const STUCK_SHARE_MAX = 0.4;

function stuck(shareMax) {
  const { eyes } = window;
  return [...document.querySelectorAll('body *')].filter((element) => {
    if (!/^(fixed|sticky)$/.test(getComputedStyle(element).position) || !eyes.isVisible(element)) return false;
    const box = element.getBoundingClientRect();
    return !element.closest('table') && box.height > innerHeight * shareMax && box.width > innerWidth / 2;
  }).map((element) => `${eyes.name(element)} stays in place and covers ${Math.round(element.getBoundingClientRect().height)} of ${innerHeight} px`);
}

export default function reflow(page) {
  return withViewport(page, NARROW, async () => {
    await look(page);
    return [...await sideways(page), ...await losses(page), ...await page.evaluate(stuck, STUCK_SHARE_MAX)];
  });
}

// One walk through the page with the Tab key, read by the probes of focus, tab order and skip link.
// Kept per document, so that three probes cost one walk.
import { look, STILL, withStyle } from './eyes.mjs';

const STOPS_MAX = 600;
const walks = new WeakMap();

// Runs before the walk: numbers all elements that the keyboard should reach, and keeps how they look without focus.
function prepare() {
  const { eyes } = window;
  const radios = new Set();
  const reachable = [...document.querySelectorAll(
    'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable=true]',
  )].filter((element) => {
    if (element.tabIndex < 0 || element.disabled || element.closest('[inert]')) return false;
    if (element.tagName === 'SUMMARY' && element.parentElement.querySelector('summary') !== element) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== 'radio') return true;
    // Of a group of radio buttons one is a stop.
    const group = `${element.form?.id ?? ''}/${[...document.forms].indexOf(element.form)}/${element.name}`;
    const isStop = element.checked || ![...document.querySelectorAll('input[type=radio]')].some((other) => other.checked && other.name === element.name && other.form === element.form);
    if (!isStop || radios.has(group)) return false;
    radios.add(group);
    return true;
  });
  const plain = (style) => ({
    outlineStyle: style.outlineStyle, outlineWidth: style.outlineWidth, boxShadow: style.boxShadow,
    borderColor: style.borderTopColor, borderWidth: style.borderTopWidth, background: style.backgroundColor,
  });
  eyes.plain = plain;
  eyes.before = new Map(reachable.map((element) => [element, plain(getComputedStyle(element))]));
  eyes.numbers = new Map(reachable.map((element, number) => [element, number]));
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  getSelection()?.removeAllRanges();
  return reachable.map((element) => ({ name: eyes.name(element), positive: element.tabIndex > 0 }));
}

// What is seen at the present stop. `ringOf` also looks at the label, which often stands for a hidden radio button.
function stopHere() {
  const { eyes } = window;
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const shown = eyes.isVisible(element) ? element : element.labels?.[0] ?? element;
  const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();

  const ring = eyes.ringOf(element, shown);
  const inside = [[0.5, 0.5], [0.05, 0.15], [0.95, 0.15], [0.05, 0.85], [0.95, 0.85]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  // Of a tall text field the browser scrolls the line of the caret into view: what lies below the window is not covered.
  const seen = inside.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  const free = seen.filter(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (shown.contains(top) || top.contains(shown) || element.labels && [...element.labels].some((label) => label.contains(top)));
  });
  return {
    number: eyes.numbers.get(element) ?? -1, name: eyes.name(element), visible: eyes.isVisible(shown),
    box: { left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY },
    isCovered: !free.includes(inside[0]) && free.length < Math.max(1, Math.min(3, seen.length)), ring,
    isSkipLink: element.tagName === 'A' && (element.getAttribute('href') ?? '').startsWith('#'),
    isFixed: eyes.isFixed(shown),
  };
}

// How focus is shown, as {fault} or {}: an outline of 2 px at 3 : 1, or a shadow, border or ground that does as much.
function learnRings() {
  const { eyes } = window;
  const WIDTH_MIN = 2;
  const RATIO_MIN = 3;
  eyes.isFixed = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) if (/^(fixed|sticky)$/.test(getComputedStyle(at).position)) return true;
    return false;
  };
  const stands = (colourText, element, outside) => {
    const ground = eyes.ground(outside ? element.parentElement ?? element : element);
    if (!ground) return 0;
    return eyes.contrast(eyes.over(eyes.colour(colourText), ground), ground);
  };
  const ofOutline = (style, element) => {
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) === 0) return 'nothing shows that it has focus';
    if (style.outlineStyle === 'auto') return 'its focus is left to the browser’s default ring';
    if (parseFloat(style.outlineWidth) < WIDTH_MIN) return `its outline is ${style.outlineWidth}, less than ${WIDTH_MIN}px`;
    const offset = parseFloat(style.outlineOffset);
    const ratio = stands(style.outlineColor, element, offset + parseFloat(style.outlineWidth) > 0);
    return ratio < RATIO_MIN ? `its outline ${style.outlineColor} stands out ${ratio.toFixed(2)} : 1, less than ${RATIO_MIN} : 1` : null;
  };
  const byShadow = (style, before, element) => {
    if (style.boxShadow === 'none' || style.boxShadow === before?.boxShadow) return false;
    return style.boxShadow.split(/,(?![^(]*\))/).some((shadow) => {
      const colour = /(rgba?\([^)]*\)|color\([^)]*\))/.exec(shadow)?.[1];
      const lengths = shadow.replace(/(rgba?|color)\([^)]*\)/, '').match(/-?[\d.]+px/g)?.map(parseFloat) ?? [];
      const [x = 0, y = 0, , spread = 0] = lengths;
      return colour && Math.max(spread, Math.abs(x), Math.abs(y)) >= WIDTH_MIN && stands(colour, element, true) >= RATIO_MIN;
    });
  };
  const byBorder = (style, before, element) => before && parseFloat(style.borderTopWidth) >= WIDTH_MIN
    && (style.borderTopColor !== before.borderColor || style.borderTopWidth !== before.borderWidth)
    && stands(style.borderTopColor, element, true) >= RATIO_MIN
    && eyes.contrast(eyes.over(eyes.colour(style.borderTopColor), [255, 255, 255, 1]), eyes.over(eyes.colour(before.borderColor), [255, 255, 255, 1])) >= RATIO_MIN;
  eyes.ringOf = (element, shown) => {
    let fault = null;
    for (const one of new Set([element, shown, element.labels?.[0]].filter(Boolean))) {
      const style = getComputedStyle(one);
      const before = eyes.before.get(one);
      fault = ofOutline(style, one);
      if (!fault || byShadow(style, before, one) || byBorder(style, before, one)) return {};
    }
    return { fault };
  };
}

async function walk(page) {
  await look(page);
  await page.evaluate(learnRings);
  await page.evaluate(() => { scrollTo(0, 0); });
  const reachable = await page.evaluate(prepare);
  const stops = [];
  const trapped = [];
  for (let step = 0; step < Math.min(reachable.length + 3, STOPS_MAX); step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(stopHere);
    if (!stop) break;
    const last = stops.at(-1);
    if (last && last.number === stop.number && last.name === stop.name) { trapped.push(stop.name); break; }
    if (stops.length > 1 && stop.number === stops[0].number) break;
    stops.push(stop);
  }
  return { stops, reachable, trapped };
}

/** The stops of the Tab key in the page's present document, from its top: {stops, reachable, trapped}. */
export async function tabWalk(page) {
  await look(page);
  // The mark lives in the document: another document, another walk.
  const isSame = await page.evaluate(() => { const was = Boolean(window.eyes.walked); window.eyes.walked = true; return was; });
  if (!isSame || !walks.has(page)) walks.set(page, await withStyle(page, STILL, () => walk(page)));
  return walks.get(page);
}

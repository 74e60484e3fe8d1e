// What is lost: words or controls cut off by a box that is too small, pushed off the page, or laid over one another.
// Used by reflow, text spacing and text size; each puts the page into its state first.
import { look } from './eyes.mjs';

// Wide tables and code may scroll in a box of their own, if the keyboard reaches it and it has a name (1.4.10, 2.1.1).
function unreachableScrollers() {
  const { eyes } = window;
  eyes.scrolls = (element) => /(auto|scroll)/.test(getComputedStyle(element).overflowX);
  eyes.scrollerOf = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) if (eyes.scrolls(at)) return at;
    return null;
  };
  const faults = [];
  for (const box of document.querySelectorAll('body *')) {
    if (box.scrollWidth <= box.clientWidth + 1 || !eyes.scrolls(box) || !eyes.isVisible(box)) continue;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(box.tagName)) continue;
    const isNamed = box.hasAttribute('aria-label') || box.hasAttribute('aria-labelledby');
    if (!box.querySelector('table, pre, svg')) faults.push(`${eyes.name(box)} scrolls sideways and holds no table`);
    else if (box.tabIndex < 0) faults.push(`${eyes.name(box)} scrolls sideways but the keyboard cannot reach it (tabindex=0)`);
    else if (!isNamed) faults.push(`${eyes.name(box)} scrolls sideways and has no name (aria-labelledby)`);
  }
  return faults;
}

function cutOff(pageWidth) {
  const { eyes } = window;
  const faults = new Map();
  const say = (element, text) => { if (!faults.has(element)) faults.set(element, `${eyes.name(element)} ${text}`); };
  const cutters = new Map();
  const cuts = (element) => {
    if (!cutters.has(element)) {
      const style = getComputedStyle(element);
      const hides = (overflow) => /(hidden|clip)/.test(overflow);
      cutters.set(element, { across: hides(style.overflowX), down: hides(style.overflowY), box: element.getBoundingClientRect() });
    }
    return cutters.get(element);
  };
  const leaves = (box) => box.left < -1 || box.right > pageWidth + 1;
  const inspect = (rects, element, scroller) => {
    for (let at = element; at && at !== document.body && at !== scroller; at = at.parentElement) {
      const { across, down, box } = cuts(at);
      const tag = eyes.name(at).split(' ')[0];
      for (const rect of rects) {
        // Glyph boxes are taller than what is drawn: a line counts as cut when a quarter of it is.
        const slack = rect.height / 4;
        if (across && (rect.left < box.left - 1.5 || rect.right > box.right + 1.5)) say(element, `is cut at the side by ${tag}`);
        if (down && (rect.top < box.top - slack || rect.bottom > box.bottom + slack)) say(element, `is cut above or below by ${tag}`);
      }
    }
  };
  for (const { node, element } of eyes.texts()) {
    const rects = eyes.rects(node);
    const scroller = eyes.scrollerOf(element);
    if (rects.length === 0 || eyes.isParked(element)) continue;
    const outside = scroller ? null : rects.find(leaves);
    if (outside) say(element, `reaches outside the page (${Math.round(outside.left)} to ${Math.round(outside.right)} of ${pageWidth})`);
    inspect(rects, element, scroller);
  }
  for (const control of eyes.controls()) {
    if (!eyes.scrollerOf(control) && !eyes.isParked(control) && leaves(control.getBoundingClientRect())) say(control, 'reaches outside the page');
  }
  // A button's words stay within what is drawn as the button.
  for (const button of document.querySelectorAll('button')) {
    const box = button.getBoundingClientRect();
    const spills = (rect) => rect.top < box.top - rect.height / 4 || rect.bottom > box.bottom + rect.height / 4;
    if (eyes.isVisible(button) && eyes.rects(button).some(spills)) say(button, 'is too small for its words');
  }
  return [...faults.values()];
}

// Two lines over one another: the middle of each line's box may not meet another's.
function laidOver() {
  const { eyes } = window;
  const places = new Map();
  const floats = (element) => {
    if (!places.has(element)) {
      let at = element;
      while (at && at !== document.body && !/^(fixed|sticky|absolute)$/.test(getComputedStyle(at).position)) at = at.parentElement;
      places.set(element, Boolean(at && at !== document.body));
    }
    return places.get(element);
  };
  const bands = eyes.texts().filter(({ element }) => !floats(element) && !eyes.scrollerOf(element)).flatMap(({ node, element }) => eyes.rects(node).map((rect) => ({
    node, element, left: rect.left + 1, right: rect.right - 1, top: rect.top + rect.height * 0.3, bottom: rect.bottom - rect.height * 0.3,
  }))).sort((a, b) => a.top - b.top);
  const faults = new Set();
  for (let one = 0; one < bands.length; one += 1) {
    for (let two = one + 1; two < bands.length && bands[two].top < bands[one].bottom; two += 1) {
      const [a, b] = [bands[one], bands[two]];
      if (a.node !== b.node && a.left < b.right && b.left < a.right) faults.add(`${eyes.name(a.element)} lies over ${eyes.name(b.element)}`);
    }
  }
  return [...faults];
}

/** Everything that cannot be read in the page's present state. */
export async function losses(page) {
  await look(page);
  return [
    ...await page.evaluate(unreachableScrollers),
    ...await page.evaluate(cutOff, page.viewportSize().width),
    ...await page.evaluate(laidOver),
  ];
}

/** Whether the document itself scrolls sideways, as a list of at most one fault. */
export async function sideways(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    return root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide in ${root.clientWidth} px: it scrolls sideways`] : [];
  });
}

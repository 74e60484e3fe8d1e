// 1.4.3 and 1.4.11 in the light and the dark scheme, computed from the styles: axe passes over many Arabic words, whose
// ligatures it takes for icons.
import { look, STILL, withMedia, withStyle } from './eyes.mjs';

function faint() {
  const { eyes } = window;
  const TEXT_MIN = 4.5;
  const LARGE_MIN = 3;
  const BORDER_MIN = 3;
  const faults = new Map();
  const shownOn = (element, colourText) => {
    const ground = eyes.ground(element);
    if (!ground) return null;
    const colour = eyes.colour(colourText);
    return { ground, ink: eyes.over([...colour.slice(0, 3), colour[3] * eyes.opacity(element)], ground) };
  };
  for (const { node, element } of eyes.texts()) {
    if (element.closest('[disabled], [aria-disabled=true]')) continue;
    const style = getComputedStyle(element);
    const seen = shownOn(element, style.color);
    const key = `${style.color} ${seen?.ground} ${eyes.opacity(element)} ${style.fontSize} ${style.fontWeight}`;
    if (faults.has(key)) continue;
    if (!seen) { faults.set(key, `${eyes.name(element)} lies over a picture: its contrast is unknown`); continue; }
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? LARGE_MIN : TEXT_MIN;
    const ratio = eyes.contrast(seen.ink, seen.ground);
    faults.set(key, ratio < least ? `“${node.data.trim().slice(0, 30)}” in ${eyes.name(element).split(' ')[0]}: ${ratio.toFixed(2)} : 1, less than ${least} : 1` : null);
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!eyes.isVisible(field) || field.disabled || /^(submit|button|checkbox|radio|range|file)$/.test(field.type)) continue;
    const style = getComputedStyle(field);
    const around = eyes.ground(field.parentElement);
    const own = eyes.ground(field);
    if (!around || !own) continue;
    const sides = ['Top', 'Bottom', 'InlineStart', 'InlineEnd'].map((side) => ({
      width: parseFloat(style[`border${side}Width`] || style.borderTopWidth), colour: style[`border${side}Color`] || style.borderTopColor,
    })).filter((side) => side.width > 0);
    const best = Math.max(eyes.contrast(own, around), ...sides.map((side) => eyes.contrast(eyes.over(eyes.colour(side.colour), around), around)));
    if (best < BORDER_MIN) faults.set(field, `the edge of ${eyes.name(field)} stands out ${best.toFixed(2)} : 1, less than ${BORDER_MIN} : 1`);
    if (field.value) {
      const ratio = eyes.contrast(eyes.over(eyes.colour(style.color), own), own);
      if (ratio < TEXT_MIN) faults.set(`${field.name} value`, `what is typed in ${eyes.name(field)}: ${ratio.toFixed(2)} : 1`);
    }
  }
  return [...faults.values()].filter(Boolean);
}

const groundLight = () => window.eyes.luminance(window.eyes.ground(document.body) ?? [0, 0, 0, 1]);

export default async function contrast(page) {
  await look(page);
  return withStyle(page, STILL, () => bothSchemes(page));
}

async function bothSchemes(page) {
  const light = { faults: await page.evaluate(faint), ground: await page.evaluate(groundLight) };
  const dark = await withMedia(page, { colorScheme: 'dark' }, { colorScheme: 'light' }, async () => ({
    faults: await page.evaluate(faint), ground: await page.evaluate(groundLight),
  }));
  const scheme = dark.ground < light.ground ? [] : ['the page is no darker in the dark scheme'];
  return [...light.faults, ...dark.faults.map((fault) => `dark: ${fault}`), ...scheme];
}

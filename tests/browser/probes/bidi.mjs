// Numbers, times, ranges, codes and addresses keep their order in an Arabic sentence: each character of such a run stands
// to the right of the one before it. Read from the screen (Range.getClientRects), not from the markup.
import { look } from './eyes.mjs';

/** What is read from left to right in either language, longest first. Arabic-Indic digits count as digits. */
function runs() {
  const digit = '[0-9٠-٩۰-۹]';
  const number = `${digit}+(?:[.,:/٫٬]${digit}+)*`;
  return [
    'https?://[^\\s]+',
    '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+',
    '\\+\\d[\\d \\u00a0()-]{5,}\\d',
    `${number}(?:\\s?[–—-]\\s?${number})+`,
    '[0-9]+(?:[.,][0-9]+)?[ \\u00a0\\u202f]?%',
    '\\b[A-Za-z]{1,6}[0-9]*(?:[-.][A-Za-z0-9]+)*[-.]?[0-9][A-Za-z0-9-]*\\b',
    number,
  ].join('|');
}

// The letters of each block in their written order, [[block, [{letter, node, at}]]], so that a run may cross elements.
function learnBlocks() {
  const { eyes } = window;
  // Marks that only steer direction have no place of their own; RLM within a date is a choice of the locale and ends a run.
  const STEERING = /[\u200e\u2066-\u2069\u202a-\u202e\u00ad\u200b\u2060]/;
  const isBroken = (one, other) => {
    const between = document.createRange();
    between.setStartAfter(one);
    between.setEndBefore(other);
    return Boolean(between.cloneContents().querySelector('br, img, svg, input, select, textarea, button, table, ul, ol, p, div'));
  };
  eyes.lettersOfBlocks = () => {
    const blocks = new Map();
    for (const { node, element } of eyes.texts()) {
      const block = eyes.block(element);
      if (!blocks.has(block)) blocks.set(block, { letters: [], last: null });
      const known = blocks.get(block);
      // A picture, field or line break between two texts ends a run.
      if (known.last && isBroken(known.last, node)) known.letters.push({ letter: '\n' });
      let at = 0;
      for (const letter of node.data) {
        // One code unit per entry, so that indices agree with the joined text; what is longer belongs to no run.
        if (!STEERING.test(letter)) known.letters.push({ letter: letter.length === 1 ? letter : '\n', node, at });
        at += letter.length;
      }
      known.last = node;
    }
    return [...blocks].map(([block, { letters }]) => [block, letters]);
  };
}

function disordered(pattern) {
  const { eyes } = window;
  const range = document.createRange();
  const place = ({ node, at }) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getClientRects()[0];
  };
  const goesBack = (letters) => {
    let before = null;
    for (const one of letters) {
      const rect = /\s/.test(one.letter) ? null : place(one);
      if (!rect || rect.width === 0) continue;
      const isNextLine = before && Math.abs(rect.top - before.top) > rect.height / 2;
      if (before && !isNextLine && rect.left < before.left - 0.5) return true;
      before = rect;
    }
    return false;
  };
  const faults = [];
  for (const [block, letters] of eyes.lettersOfBlocks()) {
    const joined = letters.map(({ letter }) => letter).join('');
    for (const found of joined.matchAll(new RegExp(pattern, 'gu'))) {
      const run = letters.slice(found.index, found.index + found[0].length);
      if (goesBack(run)) faults.push(`“${found[0]}” is shown in another order in ${eyes.name(block)}: give it <bdi dir="ltr">`);
    }
  }
  return faults;
}

// E-mail, address and phone fields are typed from left to right in either language.
function fieldsAgainstTheirScript() {
  return [...document.querySelectorAll('input[type=email], input[type=url], input[type=tel]')]
    .filter((field) => window.eyes.isVisible(field) && field.dir !== 'auto' && getComputedStyle(field).direction !== 'ltr')
    .map((field) => `${window.eyes.name(field)} is typed from right to left: give it dir="ltr"`);
}

export default async function bidi(page) {
  await look(page);
  await page.evaluate(learnBlocks);
  return [...await page.evaluate(disordered, runs()), ...await page.evaluate(fieldsAgainstTheirScript)];
}

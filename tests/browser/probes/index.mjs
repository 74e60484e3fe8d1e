// All probes in the order in which they run: those that only look come first, those that press keys last.
import headings from './headings.mjs';
import tables from './tables.mjs';
import forms from './forms.mjs';
import errors from './errors.mjs';
import status from './status.mjs';
import languages from './languages.mjs';
import bidi from './bidi.mjs';
import contrast from './contrast.mjs';
import motion from './motion.mjs';
import targets from './targets.mjs';
import reflow from './reflow.mjs';
import textSpacing from './text_spacing.mjs';
import textSize from './text_size.mjs';
import focus from './focus.mjs';
import tabOrder from './tab_order.mjs';
import skipLink from './skip_link.mjs';

export const PROBES = {
  headings, tables, forms, errors, status, languages, bidi, contrast, motion, targets, reflow,
  'text spacing': textSpacing, 'text size': textSize, focus, 'tab order': tabOrder, 'skip link': skipLink,
};

/** What a probe says of one page at most: the first faults name the cause, the hundredth adds nothing. */
const FAULTS_MAX = 6;

/** Runs every probe on the open page: ["probe: fault", …], empty when the page is clean. */
export async function probeAll(page) {
  const all = [];
  for (const [name, probe] of Object.entries(PROBES)) {
    const faults = [...new Set(await probe(page))];
    all.push(...faults.slice(0, FAULTS_MAX).map((fault) => `${name}: ${fault}`));
    if (faults.length > FAULTS_MAX) all.push(`${name}: … and ${faults.length - FAULTS_MAX} more`);
  }
  return all;
}

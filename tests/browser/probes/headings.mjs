// 1.3.1, 2.4.2, 2.4.6: one h1, no level left out, no empty heading, a title that names the page, one main.
import { look } from './eyes.mjs';

function misplaced() {
  const { eyes } = window;
  const faults = [];
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((heading) => heading.checkVisibility());
  const first = headings.filter((heading) => heading.tagName === 'H1');
  if (first.length !== 1) faults.push(`the page has ${first.length} h1`);
  const title = document.title.trim();
  if (!title) faults.push('the page has no title');
  else if (!/^.+ [·|–-] .+$/.test(title)) faults.push(`the title “${title}” names the page or the service, not both`);
  // The summary of errors stands above the h1 on purpose, with an h2 of its own.
  const outline = headings.filter((heading) => heading === first[0] || (first[0]?.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING));
  outline.reduce((before, heading) => {
    const level = Number(heading.tagName[1]);
    if (before && level > before + 1) faults.push(`${eyes.name(heading)} follows an h${before}: a level is left out`);
    return level;
  }, 0);
  for (const heading of headings) if (!heading.innerText.trim()) faults.push(`${eyes.name(heading)} is empty`);
  const mains = document.querySelectorAll('main');
  if (mains.length !== 1) faults.push(`the page has ${mains.length} main`);
  else if (first[0] && !mains[0].contains(first[0])) faults.push('the h1 is not in main');
  return faults;
}

export default async function headings(page) {
  await look(page);
  return page.evaluate(misplaced);
}

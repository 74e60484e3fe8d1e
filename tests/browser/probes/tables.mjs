// 1.3.1: tables have a caption and headers that say what they head.
import { look } from './eyes.mjs';

function bare() {
  const { eyes } = window;
  const faults = [];
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.innerText.trim()) faults.push(`${eyes.name(table)} has no caption`);
    const heads = [...table.querySelectorAll('th')];
    if (heads.length === 0) faults.push(`${eyes.name(table)} has no headers`);
    for (const head of heads) {
      if (!/^(col|row|colgroup|rowgroup)$/.test(head.scope)) faults.push(`${eyes.name(head)} has no scope`);
      if (!head.innerText.trim()) faults.push(`${eyes.name(head)} is an empty header`);
    }
  }
  return faults;
}

export default async function tables(page) {
  await look(page);
  return page.evaluate(bare);
}

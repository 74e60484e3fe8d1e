// 1.3.2, 2.4.3: the Tab key goes as one reads: downwards, and within a line from inline-start to inline-end, which is
// the right in Arabic. A column that lies further on may begin higher up.
import { tabWalk } from './tab_walk.mjs';

const SLACK_PX = 2;

/** Whether `next` comes before `here` for a reader; `sign` is 1 from left to right, -1 from right to left. */
export function goesBack(here, next, sign) {
  const [hereEnd, nextStart] = sign === 1 ? [here.right, next.left] : [-here.left, -next.right];
  const [hereStart, nextEnd] = sign === 1 ? [here.left, next.right] : [-here.right, -next.left];
  const isFurtherOn = nextStart >= hereEnd - SLACK_PX;
  const isFurtherBack = nextEnd <= hereStart + SLACK_PX;
  const shared = Math.min(here.bottom, next.bottom) - Math.max(here.top, next.top);
  const isSameLine = shared > Math.min(here.bottom - here.top, next.bottom - next.top) / 2;
  if (isSameLine) return isFurtherBack;
  return next.bottom <= here.top + SLACK_PX && !isFurtherOn;
}

export default async function tabOrder(page) {
  const { stops, reachable } = await tabWalk(page);
  const faults = reachable.filter((element) => element.positive).map((element) => `${element.name} has a tabindex above 0`);
  const sign = await page.evaluate(() => getComputedStyle(document.documentElement).direction) === 'rtl' ? -1 : 1;
  // The skip link appears over the page for its focus only, and what stays in place has no place in the text.
  const flow = stops.filter((stop, at) => stop.visible && !stop.isFixed && !(at === 0 && stop.isSkipLink));
  for (let at = 1; at < flow.length; at += 1) {
    if (goesBack(flow[at - 1].box, flow[at].box, sign)) faults.push(`after ${flow[at - 1].name} the Tab key goes back to ${flow[at].name}`);
  }
  return faults;
}

// 2.1.1, 2.1.2, 2.4.7, 2.4.11, 2.4.13: the keyboard reaches everything, leaves it again, and one sees where it is, in
// the wide window with real key presses and in the small one (320 × 256) with what stays in place.
import { withViewport } from './eyes.mjs';
import { tabWalk } from './tab_walk.mjs';

// Focuses each element as the keyboard would and asks what lies over it.
function coveredWhenSmall() {
  const { eyes } = window;
  const faults = [];
  for (const element of eyes.before.keys()) {
    element.focus({ focusVisible: true });
    if (document.activeElement !== element || !eyes.isVisible(element)) continue;
    const box = element.getClientRects()[0];
    if (!box) continue;
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y])
      .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const covers = points.map(([x, y]) => document.elementFromPoint(x, y)).filter((top) => top && !element.contains(top) && !top.contains(element)
      && ![...element.labels ?? []].some((label) => label.contains(top)));
    if (points.length > 0 && covers.length === points.length) faults.push(`at 320 × 256, ${eyes.name(element)} has focus under ${eyes.name(covers[0])}`);
  }
  document.activeElement?.blur?.();
  scrollTo(0, 0);
  return faults;
}

export default async function focus(page) {
  const { stops, reachable, trapped } = await tabWalk(page);
  const faults = trapped.map((name) => `the Tab key stays at ${name}`);
  const reached = new Set(stops.map((stop) => stop.number));
  reachable.forEach((element, number) => {
    if (!reached.has(number)) faults.push(`the Tab key never reaches ${element.name}`);
  });
  for (const stop of stops) {
    if (!stop.visible) faults.push(`${stop.name} has focus and cannot be seen`);
    else if (stop.isCovered) faults.push(`${stop.name} has focus and is covered`);
    if (stop.ring.fault) faults.push(`${stop.name}: ${stop.ring.fault}`);
  }
  const small = await withViewport(page, { width: 320, height: 256 }, () => page.evaluate(coveredWhenSmall));
  return [...faults, ...small];
}

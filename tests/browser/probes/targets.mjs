// 2.5.8 Target size: at least 24 × 24 CSS px, or as much room around; links within a sentence are excepted.
import { look, withViewport } from './eyes.mjs';

const SIDE_PX_MIN = 24;

function small(sideMin) {
  const { eyes } = window;
  const union = (boxes) => ({
    left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)),
  });
  // A label is part of its check box; a link's target is its largest line.
  const boxOf = (element) => {
    if (/^(checkbox|radio)$/.test(element.type) && element.labels?.length) {
      const own = [element, ...element.labels].map((one) => one.getBoundingClientRect());
      return union(own.filter((box) => box.width > 0));
    }
    const rects = [...element.getClientRects(), ...[...element.children].flatMap((child) => [...child.getClientRects()])];
    const lines = rects.filter((rect) => rect.width > 0 && rect.height > 0);
    return lines.length > 0 ? union(lines) : null;
  };
  const isInSentence = (element) => {
    if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
    const around = eyes.block(element);
    const rest = [...around.querySelectorAll('a')].reduce((text, link) => text.replace(link.innerText.trim(), ''), around.innerText);
    return /[\p{L}]{3,}/u.test(rest);
  };
  const targets = eyes.controls().filter((element) => !element.disabled && element.tagName !== 'LABEL')
    .map((element) => ({ element, box: boxOf(element) })).filter((target) => target.box);
  const isSmall = ({ box }) => box.right - box.left < sideMin - 0.1 || box.bottom - box.top < sideMin - 0.1;
  const centre = ({ box }) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const distance = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const hasRoom = (target) => targets.every((other) => {
    if (other === target || other.element.contains(target.element) || target.element.contains(other.element)) return true;
    const [x, y] = centre(target);
    if (!isSmall(other)) return distance([x, y], other.box) >= sideMin / 2;
    const [otherX, otherY] = centre(other);
    return Math.hypot(x - otherX, y - otherY) >= sideMin && distance([x, y], other.box) >= sideMin / 2;
  });
  return targets.filter((target) => isSmall(target) && !isInSentence(target.element) && !hasRoom(target))
    .map(({ element, box }) => `${eyes.name(element)} is ${Math.round(box.right - box.left)} × ${Math.round(box.bottom - box.top)} px and has no room around, less than ${sideMin} × ${sideMin}`);
}

export default async function targets(page) {
  await look(page);
  const wide = await page.evaluate(small, SIDE_PX_MIN);
  const narrow = await withViewport(page, { width: 320, height: 640 }, () => page.evaluate(small, SIDE_PX_MIN));
  return [...wide, ...narrow.filter((fault) => !wide.includes(fault)).map((fault) => `at 320 px: ${fault}`)];
}

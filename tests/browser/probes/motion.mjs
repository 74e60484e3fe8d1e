// 2.2.2, 2.3.3: who asks for reduced motion sees none.
import { look, withMedia } from './eyes.mjs';

const MOMENT_S_MAX = 0.01;

function moving(most) {
  const { eyes } = window;
  const faults = [];
  const seconds = (text) => Math.max(...text.split(',').map((part) => (part.trim().endsWith('ms') ? parseFloat(part) / 1000 : parseFloat(part))));
  const kinds = new Set();
  const look = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const found = [];
    if (style.animationName !== 'none' && seconds(style.animationDuration) > most) found.push(`the animation ${style.animationName}`);
    if (style.transitionProperty !== 'none' && seconds(style.transitionDuration) > most) found.push(`a transition of ${style.transitionDuration}`);
    if (!pseudo && style.scrollBehavior === 'smooth') found.push('smooth scrolling');
    for (const fault of found) {
      const kind = `${element.tagName}.${element.className} ${fault}`;
      if (!kinds.has(kind)) faults.push(`${eyes.name(element)}${pseudo ?? ''} keeps ${fault} under reduced motion`);
      kinds.add(kind);
    }
  };
  for (const element of document.querySelectorAll('html, body, body *')) for (const pseudo of [null, '::before', '::after']) look(element, pseudo);
  for (const player of document.querySelectorAll('video[autoplay], audio[autoplay], marquee, blink')) faults.push(`${eyes.name(player)} moves by itself`);
  return faults;
}

export default async function motion(page) {
  await look(page);
  return withMedia(page, { reducedMotion: 'reduce' }, { reducedMotion: 'no-preference' }, () => page.evaluate(moving, MOMENT_S_MAX));
}

// 4.1.3, 1.4.1: a message that tells what happened has the role status or alert; a state is said in words, not by colour alone.
import { look } from './eyes.mjs';
import { MESSAGE, STATE } from '../selectors.mjs';

function silent({ message, state }) {
  const { eyes } = window;
  const faults = [];
  for (const element of document.querySelectorAll(message)) {
    const speaks = element.closest('[role=status], [role=alert], output') ?? element.querySelector('[role=status], [role=alert], output');
    if (eyes.isVisible(element) && !speaks) faults.push(`${eyes.name(element)} is a message without role=status or alert`);
  }
  for (const element of document.querySelectorAll(state)) {
    const said = element.innerText.trim() || element.getAttribute('aria-label') || element.querySelector('svg title, img[alt]:not([alt=""])');
    if (eyes.isVisible(element) && !said) faults.push(`${eyes.name(element)} shows a state by colour alone`);
  }
  return faults;
}

export default async function status(page) {
  await look(page);
  return page.evaluate(silent, { message: MESSAGE, state: STATE });
}

// 3.1.1, 3.1.2: each text stands in an element of its own language, or is set apart (bdi, code, dir) as a name or a code.
import { look } from './eyes.mjs';

function mislabelled() {
  const { eyes } = window;
  const page = document.documentElement;
  const faults = [];
  const language = page.lang.slice(0, 2);
  if (!['ar', 'en'].includes(language)) faults.push(`<html lang="${page.lang}"> is neither ar nor en`);
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  if (page.dir !== direction) faults.push(`<html dir="${page.dir}"> should be ${direction}`);
  if (getComputedStyle(document.body).direction !== direction) faults.push(`the body is written ${getComputedStyle(document.body).direction}, not ${direction}`);

  const FOREIGN = { ar: /[A-Za-z]{3,}/, en: /[\u0620-\u064a\u0671-\u06d3]/ };
  const isOf = (element) => element.closest('[lang]')?.lang.slice(0, 2);
  const isSetApart = (element) => Boolean(element.closest('bdi, bdo, code, kbd, samp, pre, [translate=no]'))
    || Boolean(element.closest('[dir]') && element.closest('[dir]') !== page && (element.closest('[dir]').dir === 'auto' || element.closest('[dir]').dir !== direction));
  // Abbreviations, names of services (eKey) and addresses within a sentence are technical terms (3.1.2 leaves them out); alone they are not.
  const OWN = { ar: /[\u0620-\u064a]{2}/, en: /[A-Za-z]{3}/ };
  const TERMS = /\b[A-Z]{2,6}\b|\b[a-z]+[A-Z][a-z]+\b|[\w.+-]+@[\w.-]+|https?:\S+/g;
  const says = (element, text) => {
    const own = isOf(element) ?? language;
    const sentence = OWN[own]?.test(text) ? text.replace(TERMS, '') : text;
    return FOREIGN[own]?.test(sentence) && !isSetApart(element);
  };
  for (const { node, element } of eyes.texts()) {
    if (says(element, node.data)) faults.push(`“${node.data.trim().slice(0, 40)}” in ${eyes.name(element).split(' ')[0]} is not in the language “${isOf(element)}”: lang, or <bdi> for a name`);
  }
  for (const option of document.querySelectorAll('option')) {
    if (says(option, option.text)) faults.push(`the choice “${option.text.slice(0, 40)}” is not in the language “${isOf(option)}”: lang or dir=auto`);
  }
  for (const attribute of ['alt', 'aria-label', 'placeholder', 'title']) {
    for (const element of document.querySelectorAll(`body [${attribute}]`)) {
      const text = element.getAttribute(attribute);
      const other = language === 'ar' ? /[\u0620-\u064a]/ : /[A-Za-z]/;
      if (says(element, text) && !other.test(text)) faults.push(`${attribute}="${text}" is not in the language of the page`);
    }
  }
  // A part in the other language also says its direction, unless it is isolated by its element.
  for (const part of document.querySelectorAll('body [lang]')) {
    if (part.lang.slice(0, 2) === language || !['ar', 'en'].includes(part.lang.slice(0, 2))) continue;
    const named = part.hasAttribute('dir') || part.tagName === 'BDI' || part.closest('[dir]') !== page;
    if (!named && part.tagName !== 'OPTION') faults.push(`${eyes.name(part)} has lang="${part.lang}" and no dir`);
  }
  return faults;
}

export default async function languages(page) {
  await look(page);
  return page.evaluate(mislabelled);
}

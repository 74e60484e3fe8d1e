// 1.3.1, 1.3.5, 2.5.3, 3.3.2, 3.3.8: each field has a visible label and says what it is for, a password manager and a paste
// are welcome, and every button does something without script.
import { look } from './eyes.mjs';

function unfitFields() {
  const { eyes } = window;
  const faults = [];
  const say = (element, text) => faults.push(`${eyes.name(element)} (${element.name || element.type || 'no name'}) ${text}`);
  const TOKENS = new Set(`off on name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password
    current-password one-time-code organization-title organization street-address address-line1 address-line2 address-line3 address-level1
    address-level2 address-level3 address-level4 country country-name postal-code bday bday-day bday-month bday-year sex url photo tel
    tel-country-code tel-national language email webauthn`.split(/\s+/));
  // What the name or type of a field promises, and the tokens that say so (1.3.5).
  const PROMISES = [
    [(field) => field.type === 'password', /^(current|new)-password$/],
    [(field) => field.type === 'email' || /(^|_)email$/.test(field.name), /^(email|username|off)$/],
    [(field) => field.type === 'tel' || /(^|_)(phone|mobile)$/.test(field.name), /^(tel|tel-national|off)$/],
    [(field) => /^(otp|totp|one_time_code|second_factor)$/.test(field.name), /^one-time-code$/],
    [(field) => /^(full_)?name(_ar|_en)?$/.test(field.name), /^(name|off)$/],
    [(field) => /^(user_?name|login)$/.test(field.name), /^(username|email)$/],
    [(field) => /^country(_id|_code)?$/.test(field.name), /^(country|country-name|off)$/],
    [(field) => /^(organisation|organization)$/.test(field.name), /^(organization|off)$/],
  ];
  const fields = [...document.querySelectorAll('input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]), select, textarea')]
    // The name of whoever changes a password, for the password manager alone, is no field to anybody else.
    .filter((field) => !(field.ariaHidden === 'true' && field.readOnly && field.tabIndex < 0))
    .filter((field) => field.checkVisibility({ visibilityProperty: true }));
  for (const field of fields) {
    const labels = [...field.labels ?? []].filter((label) => label.innerText.trim() !== '');
    const named = labels.length > 0 || field.getAttribute('aria-labelledby')?.split(/\s+/).some((id) => document.getElementById(id)?.innerText.trim());
    if (!named && !field.getAttribute('aria-label')) say(field, 'has no label');
    else if (!named && !field.closest('td, [role=search]')) say(field, 'has a name (aria-label) that nobody sees');
    if (labels.some((label) => !eyes.isVisible(label)) && !field.closest('td, [role=search]')) say(field, 'has a label that cannot be seen');
    if (!field.name && field.form) say(field, 'has no name: what is typed is lost');
    const token = (field.getAttribute('autocomplete') ?? '').trim().split(/\s+/).at(-1);
    if (token && !TOKENS.has(token)) say(field, `has the unknown autocomplete="${token}"`);
    const promise = PROMISES.find(([fits]) => fits(field));
    if (promise && !promise[1].test(token)) say(field, `has autocomplete="${token}", not ${promise[1].source}`);
    if (/^(date|datetime-local|month|week|time)$/.test(field.type) && field.type.startsWith('date')) say(field, 'is one date field: dates are three fields');
    if (field.hasAttribute('onpaste') || field.hasAttribute('oncopy')) say(field, 'hinders pasting');
  }
  const groups = new Set();
  for (const choice of document.querySelectorAll('input[type=radio]')) {
    const legend = choice.closest('fieldset')?.querySelector('legend') ?? choice.closest('[role=radiogroup]');
    if (!legend && !groups.has(choice.name)) say(choice, 'is a choice without fieldset and legend');
    groups.add(choice.name);
  }
  return faults;
}

function unfitButtons() {
  const { eyes } = window;
  const faults = [];
  const say = (element, text) => faults.push(`${eyes.name(element)} ${text}`);
  for (const button of document.querySelectorAll('button, input[type=submit], input[type=button], [role=button]')) {
    if (!eyes.isVisible(button)) continue;
    const text = (button.innerText || button.value || '').trim();
    const spoken = button.getAttribute('aria-label');
    if (!text && !spoken) say(button, 'has no words');
    if (text && spoken && !spoken.toLowerCase().includes(text.toLowerCase())) say(button, `is called “${spoken}” and shows “${text}”`);
    const works = button.form && button.type === 'submit' || button.hasAttribute('popovertarget') || button.hasAttribute('commandfor');
    if (!works) say(button, 'does nothing without script');
  }
  for (const link of document.querySelectorAll('a')) {
    if (/^javascript:/i.test(link.getAttribute('href') ?? '')) say(link, 'works by script alone');
    const spoken = link.getAttribute('aria-label');
    if (spoken && link.innerText.trim() && !spoken.toLowerCase().includes(link.innerText.trim().toLowerCase())) say(link, `is called “${spoken}” and shows “${link.innerText.trim()}”`);
  }
  for (const element of document.querySelectorAll('*')) {
    const handler = [...element.attributes].find((attribute) => /^on[a-z]+$/.test(attribute.name));
    if (handler) say(element, `has the inline handler ${handler.name}`);
  }
  return faults;
}

export default async function forms(page) {
  await look(page);
  return [...await page.evaluate(unfitFields), ...await page.evaluate(unfitButtons)];
}

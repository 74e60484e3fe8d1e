// Reading pages as a person does: rows with a name in them, links by where they lead, forms by what they post to.

/** The links of a page whose path fits `address`: [{href, row}], `row` being the words of the row or item around. */
export function linksTo(page, address) {
  return page.evaluate(({ source }) => {
    const fits = new RegExp(source);
    return [...document.querySelectorAll('main a[href]')].filter((link) => fits.test(new URL(link.href).pathname)).map((link) => ({
      href: link.href, row: (link.closest('tr, li, article, section, dl') ?? link).innerText.replace(/\s+/g, ' ').trim(),
    }));
  }, { source: address.source });
}

/** The button of the form that posts to a path that fits `address`; there must be one such form. */
export async function buttonTo(page, address, around = '') {
  const actions = await page.evaluate(() => [...document.forms].map((form) => ({
    path: new URL(form.action).pathname, isPost: form.method === 'post', words: (form.closest('tr, li, article, section') ?? form).innerText,
  })));
  const found = actions.map((form, at) => ({ ...form, at })).filter((form) => form.isPost && address.test(form.path) && form.words.includes(around));
  if (found.length !== 1) throw new Error(`${page.url()} has ${found.length} forms to ${address.source}${around && ` beside “${around}”`}, not 1`);
  return page.locator('form').nth(found[0].at).locator('button, input[type=submit]').first();
}

export async function hasFormTo(page, address) {
  const paths = await page.evaluate(() => [...document.forms].filter((form) => form.method === 'post').map((form) => new URL(form.action).pathname));
  return paths.some((path) => address.test(path));
}

/** All words of the main part, with single spaces. */
export async function words(page) {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}

/** Which of `names` stand in a row, or below a heading, that says `word`. */
export function namesBeside(page, names, word) {
  return page.evaluate(({ all, source, flags }) => {
    const says = new RegExp(source, flags);
    const found = new Set();
    const read = (element) => { for (const name of all) if (element.innerText.includes(name)) found.add(name); };
    for (const row of document.querySelectorAll('main tr, main li, main article')) if (says.test(row.innerText)) read(row);
    for (const heading of document.querySelectorAll('main h2, main h3')) {
      if (!says.test(heading.innerText)) continue;
      for (let at = heading.nextElementSibling; at && !/^H[1-3]$/.test(at.tagName); at = at.nextElementSibling) read(at);
    }
    return [...found];
  }, { all: names, source: word.source, flags: word.flags });
}

/** Whether a percentage stands in the page, whatever its space and digits: `percent(page, '83.99')`. */
export async function percentBeside(page, figure, name = '') {
  const western = (text) => text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit))).replace('٫', '.');
  const rows = name ? await page.locator('main tr, main li, main article, main dl').filter({ hasText: name }).allInnerTexts() : [await words(page)];
  const shown = new RegExp(`(^|[^\\d.])${figure.replace('.', '\\.')}[\\s\\u00a0\\u202f\\u200e\\u2066-\\u2069]*[%٪]`);
  return rows.some((row) => shown.test(western(row)));
}

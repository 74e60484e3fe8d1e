// node api_docs.mjs BASE_URL: the page of the API's document, the only one with script, draws its operations and breaks
// no policy. Exit code 1 with what went wrong.
import { baseUrl, newContext, openBrowser } from './browser.mjs';

const OPERATIONS_MIN = 50;

const browser = await openBrowser();
try {
  const context = await newContext(browser, { scripts: true });
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(`${baseUrl()}/api/docs`);
  await page.locator('.opblock').nth(OPERATIONS_MIN - 1).waitFor();
  console.log(`${await page.locator('.opblock').count()} operations, "${await page.title()}"`);
  for (const message of said) console.log(message);
  process.exitCode = said.length === 0 ? 0 : 1;
} finally {
  await browser.close();
}

// node screenshots.mjs BASE_URL OUTDIR [PERSON:PATH …]: pictures for looking at, of each path as that person, in both
// languages, wide and narrow, light and dark. PATH is below the language (`fe.a10:/`); without PERSON a visitor looks.
// Without paths: every route's first page as the first who may see it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { baseUrl, Contexts, everybody, LANGUAGES, openBrowser } from './browser.mjs';
import { pageRoutes, pathsIn, visitorsOf } from './routes.mjs';

const SIZES = [{ width: 1280, height: 800 }, { width: 320, height: 640 }];
const SCHEMES = ['light', 'dark'];

function wanted(text, language) {
  const [, who, path] = /^(?:([^:/]+):)?(\/.*)$/.exec(text) ?? [];
  if (!path) throw new Error(`“${text}” is neither PATH nor PERSON:PATH`);
  const isOutside = /^\/(dev|api|v)\//.test(path);
  return { who: who ?? null, path: isOutside ? path : `/${language}${path.replace(/^\/(ar|en|\{lang\})(?=\/|$)/, '')}` };
}

function everyRoute(routes, people, language) {
  return routes.flatMap((route) => {
    const [path] = pathsIn(route, language);
    const [, ids] = visitorsOf(route, people)[0] ?? [];
    return path && ids?.length > 0 ? [{ who: ids[0], path }] : [];
  });
}

/** Takes all pictures; answers their file names. */
export async function takePictures(base, folder, asked) {
  await mkdir(folder, { recursive: true });
  const people = await everybody(base);
  const routes = asked.length > 0 ? [] : await pageRoutes(base);
  const browser = await openBrowser();
  const contexts = new Contexts(browser, base, people);
  const taken = [];
  try {
    for (const language of LANGUAGES) {
      const list = asked.length > 0 ? asked.map((text) => wanted(text, language)) : everyRoute(routes, people, language);
      for (const { who, path } of list) {
        const page = await contexts.page(who);
        await page.goto(base + path);
        for (const size of SIZES) {
          for (const colorScheme of SCHEMES) {
            await page.setViewportSize(size);
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            const name = `${path.replace(/^\/|\/$/g, '').replace(/[^\w.-]+/g, '_') || 'root'}.${who ?? 'visitor'}.${size.width}.${colorScheme}.png`;
            await page.screenshot({ path: join(folder, name), fullPage: true });
            taken.push(name);
          }
        }
      }
    }
  } finally {
    await contexts.close();
    await browser.close();
  }
  return taken;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , , folder, ...asked] = process.argv;
  if (!folder) throw new Error('usage: node screenshots.mjs BASE_URL OUTDIR [PERSON:PATH …]');
  for (const name of await takePictures(baseUrl(), folder, asked)) console.log(name);
}

// What the page shows, for all probes: which elements can be seen, what they are called, which colours they have.
// `look(page)` puts these functions into the page as `window.eyes`; they use no timer and no listener, so that they
// also work where script is off. Lengths are CSS px, colours are [r, g, b, alpha] with channels 0 to 255, alpha 0 to 1.

function openShapes() {
  const eyes = {};
  // Sharper than the eye: hidden for sighted people only (clipped to a pixel), which is no fault.
  eyes.isClippedAway = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (box.width <= 1.5 && box.height <= 1.5 && style.overflow !== 'visible') return true;
      if (style.clipPath === 'inset(50%)' || style.clip === 'rect(0px, 0px, 0px, 0px)') return true;
    }
    return false;
  };
  eyes.isVisible = (element) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
    return !eyes.isClippedAway(element);
  };
  eyes.name = (element) => {
    const tag = element.tagName.toLowerCase();
    const id = element.id ? `#${element.id}` : '';
    const kind = !id && element.classList.length > 0 ? `.${element.classList[0]}` : '';
    const words = (element.getAttribute('aria-label') || element.innerText || element.value || element.getAttribute('name') || '');
    const said = words.toString().trim().replace(/\s+/g, ' ').slice(0, 40);
    return `<${tag}${id}${kind}>${said ? ` “${said}”` : ''}`;
  };
  /** Text nodes that a person can see, with their element. */
  eyes.texts = (root = document.body) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const seen = new Map();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.trim() === '') continue;
      const element = node.parentElement;
      if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|OPTION|TITLE)$/i.test(element.tagName)) continue;
      if (!seen.has(element)) seen.set(element, eyes.isVisible(element));
      if (seen.get(element)) found.push({ node, element });
    }
    return found;
  };
  eyes.rects = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
  };
  eyes.block = (element) => {
    let at = element;
    while (at.parentElement && /^(inline|contents)$/.test(getComputedStyle(at).display)) at = at.parentElement;
    return at;
  };
  eyes.controls = () => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [tabindex]:not([tabindex="-1"])',
  )].filter((element) => eyes.isVisible(element));

  // A link parked outside the page until it has focus, as skip links are.
  eyes.isParked = (element) => {
    const link = element.closest('a[href^="#"]');
    return Boolean(link) && getComputedStyle(link).position === 'absolute' && document.activeElement !== link;
  };
  window.eyes = eyes;
}

function openColours() {
  const { eyes } = window;
  const parsed = new Map();
  const throughCanvas = (text) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  eyes.colour = (text) => {
    if (parsed.has(text)) return parsed.get(text);
    const parts = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:,? ?\/? ?([\d.]+))?\)$/.exec(text);
    const colour = parts ? [+parts[1], +parts[2], +parts[3], parts[4] === undefined ? 1 : +parts[4]] : throughCanvas(text);
    parsed.set(text, colour);
    return colour;
  };
  eyes.over = (front, back) => {
    const alpha = front[3];
    return [0, 1, 2].map((at) => front[at] * alpha + back[at] * (1 - alpha)).concat(1);
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  eyes.luminance = luminance;
  /** WCAG 2 contrast ratio of two opaque colours. */
  eyes.contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  /** The colour behind an element, from the nearest opaque ground upwards; null where a picture lies behind. */
  eyes.ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== 'none' && at !== document.documentElement) return null;
      const colour = eyes.colour(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    const canvas = getComputedStyle(document.documentElement).colorScheme.includes('dark')
      && matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reduceRight((back, front) => eyes.over(front, back), canvas);
  };
  /** How much an element and all around it let through, 0 to 1. */
  eyes.opacity = (element) => {
    let share = 1;
    for (let at = element; at; at = at.parentElement) share *= Number(getComputedStyle(at).opacity);
    return share;
  };
}

export async function look(page) {
  const open = await page.evaluate(() => Boolean(window.eyes));
  if (open) return;
  await page.evaluate(openShapes);
  await page.evaluate(openColours);
}

/** Puts a style over the page's own for the time of `work`. Constructed sheets are not stopped by the page's CSP. */
export async function withStyle(page, css, work) {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, css);
  try {
    return await work();
  } finally {
    await page.evaluate(() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); });
  }
}

/** Style that ends every movement at once: what is measured after a change of state is its end, not its way there. */
export const STILL = '*, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }';

/** Shows the page in another size for the time of `work`. */
export async function withViewport(page, size, work) {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  try {
    return await work();
  } finally {
    await page.setViewportSize(before);
  }
}

export async function withMedia(page, media, back, work) {
  await page.emulateMedia(media);
  try {
    return await work();
  } finally {
    await page.emulateMedia(back);
  }
}

import { setType } from '../themes/type.js';

/** Runs before the first paint: what was chosen on this device is set before anything is drawn. */
const root = document.documentElement;

try {
  if (localStorage.getItem('linlang.text') === 'large') root.dataset['text'] = 'large';
} catch {
  // Storage may be forbidden; the page is then as everybody sees it.
}

const { type } = root.dataset;
const fonts = document.querySelector<HTMLLinkElement>('link[data-fonts]');
// Type may arrive late, but never holds back the first paint.
if (type) {
  // The sheets are there, since this script comes after them: what stands in which face can be asked of the page, and is
  // known without working it out for that once the page has been painted. A page that nobody looks at is not painted.
  const set = () => setTimeout(() => setType(type));
  const soon = () => (document.hidden ? set() : requestAnimationFrame(set));
  document.addEventListener('readystatechange', soon, { once: true });
} else if (fonts) {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = fonts.href;
  addEventListener('DOMContentLoaded', () => document.head.append(sheet), { once: true });
}

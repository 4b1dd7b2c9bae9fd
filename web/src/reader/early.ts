/** Runs before the first paint: what was chosen on this device is set before anything is drawn. */
const root = document.documentElement;

try {
  if (localStorage.getItem('linlang.text') === 'large') root.dataset['text'] = 'large';
} catch {
  // Storage may be forbidden; the page is then as everybody sees it.
}

const fonts = document.querySelector<HTMLLinkElement>('link[data-fonts]');
if (fonts) {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = fonts.href;
  // Type may arrive late, but never holds back the first paint.
  addEventListener('DOMContentLoaded', () => document.head.append(sheet), { once: true });
}

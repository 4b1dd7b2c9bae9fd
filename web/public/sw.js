// Knows one page, with what it wears: what is shown when there is no network. Everything else goes to the network as if it were not here.
const cache = 'linlang-offline-4';
const pages = ['/offline', '/en/offline', '/zh-TW/offline'];

/** The page alone would stand there in the browser's own type: its style sheets are kept with it. */
async function keep() {
  const store = await caches.open(cache);
  const sheets = new Set();
  for (const page of pages) {
    const response = await fetch(page);
    if (!response.ok) throw new Error(`${page}: ${response.status}`);
    const links = (await response.clone().text()).matchAll(
      /<link rel="stylesheet" href="(\/(?:assets|palettes|sheets)\/[^"]+)"/g,
    );
    for (const [, href] of links) sheets.add(href);
    await store.put(page, response);
  }
  await store.addAll([...sheets]);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== cache).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.destination === 'style') {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
    return;
  }
  if (request.mode !== 'navigate' || new URL(request.url).pathname.startsWith('/console')) return;
  event.respondWith(
    fetch(request).catch(async () => {
      const language = /^\/(en|zh-TW)(\/|$)/.exec(new URL(request.url).pathname)?.[1];
      return (await caches.match(language ? `/${language}/offline` : '/offline')) ?? Response.error();
    }),
  );
});

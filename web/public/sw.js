// Knows one page: what is shown when there is no network. Everything else goes to the network as if it were not here.
const cache = 'linlang-offline-1';
const pages = ['/offline', '/en/offline', '/zh-TW/offline'];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cache)
      .then((store) => store.addAll(pages))
      .then(() => self.skipWaiting()),
  );
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
  if (request.mode !== 'navigate' || new URL(request.url).pathname.startsWith('/console')) return;
  event.respondWith(
    fetch(request).catch(async () => {
      const language = /^\/(en|zh-TW)(\/|$)/.exec(new URL(request.url).pathname)?.[1];
      return (await caches.match(language ? `/${language}/offline` : '/offline')) ?? Response.error();
    }),
  );
});

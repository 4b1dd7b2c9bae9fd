/** One small worker that knows one page: what to show when there is no network. It keeps nothing else. */
export function keepOffline(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  const register = () =>
    navigator.serviceWorker.register('/sw.js').catch(() => {
      // Private windows refuse; the browser's own page does then.
    });
  // It fetches that page in three languages: not before this one is there.
  if (document.readyState === 'complete') void register();
  else addEventListener('load', register, { once: true });
}

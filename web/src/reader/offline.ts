/** One small worker that knows one page: what to show when there is no network. It keeps nothing else. */
export function keepOffline(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  navigator.serviceWorker.register('/sw.js').catch(() => {
    // Private windows refuse; the browser's own page does then.
  });
}

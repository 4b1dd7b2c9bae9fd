import type { IncomingHttpHeaders } from 'node:http';

/** So begins what every browser calls itself, and what few programs do that do not pretend to be one. */
const browser = /^(?:Mozilla|Opera)\/\d/;
/** Crawlers, previews, watchers and browsers without anybody before them say what they are somewhere in their names. */
const robot =
  /(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|scrap|fetch(?:er)?\b|archiv|preview|monitor|uptime|checker|validator|headless|lighthouse|phantomjs|selenium|puppeteer|playwright|pingdom|facebookexternalhit|mediapartners|adsbot|inspectiontool|google-read-aloud|google favicon|feed|\+https?:|compatible;(?! msie)/i;

/** Browsers' ways of asking for what may be wanted later. */
const ahead = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'] as const;
const isAhead = /prefetch|prerender|preview/i;

/**
 * Whether somebody is about to read what is sent: a browser goes there. Not a head alone, not a page brought ahead, nor one
 * that a script or a program asks for. Older browsers do not say what they ask for; what says it is believed.
 */
export function isOpening(method: string, headers: IncomingHttpHeaders): boolean {
  if (method !== 'GET') return false;
  if (ahead.some((name) => isAhead.test([headers[name] ?? []].flat().join()))) return false;
  const mode = headers['sec-fetch-mode'];
  if (mode !== undefined && mode !== 'navigate') return false;
  return isBrowser(headers['user-agent'] ?? '');
}

export const isBrowser = (name: string): boolean => browser.test(name) && !robot.test(name);

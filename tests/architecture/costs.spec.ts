import { allRoutes } from '../../server/contract/api/index.js';
import { costOf } from '../../server/contract/api/cost.js';

/** Bytes that lie ready, and probes. Whatever else has an address says what it costs. */
const free = new Set([
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /f/:file/:kind',
  'GET /p/:page/:kind',
  'GET /f/:file/captions/:caption',
  'GET /p/:page/captions/:caption',
  'GET /iiif/image/3/:image',
  'GET /iiif/image/3/:image/info.json',
  'GET ~/console',
  'GET ~/console/*rest',
  'GET ~/assets/:file',
  'GET ~/palettes/:sheet',
  // Paid for when it is put together.
  'GET ~/sheets/:list',
  'GET ~/brand/:file',
  'GET ~/sw.js',
  'GET ~/favicon.ico',
  'GET ~/apple-touch-icon.png',
  'GET ~/robots.txt',
  'GET ~/.well-known/security.txt',
]);

describe('what requests cost', () => {
  test('every route says it, or is one of the few that cost nothing', () => {
    const silent = allRoutes.filter((route) => costOf(route) === undefined).map((route) => route.key);
    // A new one says `cost: …` in its line of the contract, or why it needs none, here.
    expect(silent.filter((key) => !free.has(key))).toEqual([]);
    expect([...free].filter((key) => !silent.includes(key))).toEqual([]);
  });

  test('what is dear is not counted among what only reads or writes', () => {
    const dear = [
      /search|suggestions|facets|matches|links\/targets/,
      /manifest|iiif\/collection|sitemap|\/cite\//,
      /export|\/imports?$|preview|\/impact|drafts\/problems/,
      /^POST .*(files|uploads|captions)$|^PATCH \/uploads/,
      /^POST .*invitations(\/|$)|resend|password/,
      /^POST \/session$/,
      /:region/,
    ];
    const cheap = new Set(['read', 'write', 'page', undefined]);
    // Reading a list of what there is, and starting what the worker then does, are as they seem.
    const known = new Set(['GET /authorities/imports', 'POST /search/index']);
    const wrong = allRoutes
      .filter(({ key }) => dear.some((words) => words.test(key)) && !known.has(key))
      .filter(({ key }) => !/^(GET|DELETE) .*(invitations|:invitation)/.test(key))
      .filter((route) => cheap.has(costOf(route)))
      .map((route) => route.key);
    expect(wrong).toEqual([]);
  });
});

import type { Request, Response } from 'express';
import { languagePrefix } from './language.prefix.js';

function routed(url: string, method = 'GET'): string {
  const request = { url, method } as Request;
  let passed = 0;
  languagePrefix(request, {} as Response, () => passed++);
  expect(passed).toBe(1);
  return request.url;
}

describe('the language in front of a page’s address', () => {
  it.each([
    ['/en', '/'],
    ['/en/', '/'],
    ['/zh-TW?x=1', '/?x=1'],
    ['/en/i/abc?q=1', '/i/abc?q=1'],
    ['/zh-TW/search?q=%E9%8C%A2', '/search?q=%E9%8C%A2'],
  ])('is taken off %s', (url, expected) => expect(routed(url)).toBe(expected));

  it.each(['/', '/english', '/i/en', '/en/api/v1/session', '/en/iiif/x/manifest', '/zh-tw/search'])(
    'leaves %s alone',
    (url) => expect(routed(url)).toBe(url),
  );

  it('leaves everything but reading alone', () => expect(routed('/en/search', 'POST')).toBe('/en/search'));
});

import { parse } from 'node:querystring';
import { isPlain, pageAddress } from './page.address.js';

/** As Express reads it. */
const address = (url: string, route: string) => {
  const at = `${url}?`.indexOf('?');
  return pageAddress({ path: url.slice(0, at), query: parse(url.slice(at + 1)) as Record<string, string> }, route);
};
const search = (query: string) => address(`/search${query}`, 'GET ~/search');

describe('the one form of an address', () => {
  it.each([
    ['?page=2&q=%E8%A5%BF%E6%B9%96', '/search?page=2&q=%E8%A5%BF%E6%B9%96'],
    ['?q=西湖&page=2', '/search?page=2&q=%E8%A5%BF%E6%B9%96'],
    ['?q=a+b&utm_source=x&fbclid=1', '/search?q=a+b'],
    ['?q=&view=', '/search'],
    ['', '/search'],
    ['?', '/search'],
    ['?f=b~1&q=x&f=a~1', '/search?f=b%7E1&f=a%7E1&q=x'],
  ])('of %s', (query, expected) => expect(search(query)).toBe(expected));

  it.each([
    ['?q=a&q=b', '?q=b&q=a'],
    ['?q=a', '?q=A'],
    ['?q=a?b', '?q=a'],
    ['?x=?&q=a', '?x='],
    ['?q=&q=a', '?q=a'],
    ['?f=&f=a~1', '?f=a~1'],
  ])('keeps apart what is read apart: %s and %s', (one, other) => expect(search(one)).not.toBe(search(other)));

  it('reads nothing where a page reads nothing', () =>
    expect(address('/c/abc?x=1&page=2', 'GET ~/c/:name')).toBe('/c/abc'));

  it('has no form of what has no end', () => expect(search(`?q=${'x'.repeat(700)}`)).toBeUndefined());

  it.each([
    ['/i/abc123/p/def', true],
    ['/l/some-library', true],
    ['/', true],
    ['/i/%61bc123', false],
    ['/I/abc123', false],
    ['/i/abc123/p/def?q=x', false],
  ])('is one of few: %s', (path, plain) => expect(isPlain(path)).toBe(plain));
});

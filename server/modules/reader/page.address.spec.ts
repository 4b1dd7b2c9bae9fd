import { pageAddress } from './page.address.js';

const search = (query: string) => pageAddress({ url: `/search${query}` }, 'GET ~/search');

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

  it('keeps apart what is read apart', () => {
    expect(search('?q=a&q=b')).not.toBe(search('?q=b&q=a'));
    expect(search('?q=a')).not.toBe(search('?q=A'));
  });

  it('reads nothing where a page reads nothing', () =>
    expect(pageAddress({ url: '/c/abc?x=1&page=2' }, 'GET ~/c/:name')).toBe('/c/abc'));

  it('has no form of what has no end', () => expect(search(`?q=${'x'.repeat(700)}`)).toBeUndefined());
});

import { ownPage, readersPage } from './own.page.js';

describe('where signing in leads', () => {
  it.each([
    ['/items/x?tab=1#a', '/items/x?tab=1#a'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
  ])('%p is %p', (to, page) => expect(ownPage(to)).toBe(page));
});

describe('where a reader goes back to', () => {
  it.each([
    ['/en/i/x?q=%E5%85%B0', '/en/i/x?q=%E5%85%B0'],
    ['/', '/'],
    ['/console/people', undefined],
    ['/console', undefined],
    ['//evil.example', undefined],
    ['https://evil.example', undefined],
    [undefined, undefined],
  ])('%p is %p', (back, page) => expect(readersPage(back)).toBe(page));
});

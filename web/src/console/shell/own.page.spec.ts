import { ownPage } from './own.page.js';

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

import { unbroken } from './amounts.js';

describe('a number and its unit', () => {
  it('stay on one line', () => {
    expect(unbroken('34 s')).toBe('34\u00a0s');
    expect(unbroken('通高·最大径 9 × 17.4 cm')).toBe('通高·最大径 9\u00a0×\u00a017.4\u00a0cm');
  });

  it('are left alone where a word follows', () => {
    expect(unbroken('1931 Hangzhou')).toBe('1931 Hangzhou');
    expect(unbroken('卷三 葉十二b')).toBe('卷三 葉十二b');
  });
});

import { plainAddresses } from './forwarded.js';

describe('whom a proxy passes on', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['::ffff:10.20.1.2', '::ffff:10.20.1.2'],
    ['203.0.113.7:4711,10.0.0.1:80 ,  [::1]:9', '203.0.113.7, 10.0.0.1, ::1'],
    ['unknown, _hidden', 'unknown, _hidden'],
    ['', ''],
  ])('%s is read as %s', (header, expected) => expect(plainAddresses(header)).toBe(expected));
});

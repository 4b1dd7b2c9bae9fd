import { hostnameOf } from './host.name.js';

describe('the name in a Host header', () => {
  it.each([
    ['example.org', 'example.org'],
    ['Example.ORG:8080', 'example.org'],
    ['example.org.', 'example.org'],
    ['[::1]:3000', '::1'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['10.0.0.1:80', '10.0.0.1'],
    ['', ''],
    ['user@example.org', ''],
    ['example.org:80:90', ''],
    ['example.org:x', ''],
    ['example.org:65536', ''],
    ['exa mple.org', ''],
    ['[::1', ''],
    ['example.org/x', ''],
    ['example..org', ''],
    [undefined, ''],
  ])('%s is %s', (host, expected) => expect(hostnameOf(host)).toBe(expected));
});

import { licenceUri } from './licences.js';

test.each([
  ['CC0-1.0', 'http://creativecommons.org/publicdomain/zero/1.0/'],
  ['CC0', 'http://creativecommons.org/publicdomain/zero/1.0/'],
  ['CC BY 4.0', 'http://creativecommons.org/licenses/by/4.0/'],
  ['CC-BY-NC-SA 3.0', 'http://creativecommons.org/licenses/by-nc-sa/3.0/'],
  ['采用 CC BY-NC-ND 许可', 'http://creativecommons.org/licenses/by-nc-nd/4.0/'],
  ['https://creativecommons.org/licenses/by-sa/4.0', 'http://creativecommons.org/licenses/by-sa/4.0/'],
  ['https://rightsstatements.org/vocab/NoC-OKLR/1.0/', 'http://rightsstatements.org/vocab/NoC-OKLR/1.0/'],
  ['公有领域标记 1.0', 'http://creativecommons.org/publicdomain/mark/1.0/'],
  ['版权所有', undefined],
  ['https://evil.example/creativecommons.org', undefined],
  ['accbyte', undefined],
])('%s', (written, uri) => {
  expect(licenceUri(written)).toBe(uri);
});

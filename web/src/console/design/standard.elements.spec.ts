import { FieldMapping } from '../../../../server/contract/collection.js';
import { elementNames, elements, findElements, schemes } from './standard.elements.js';

it('has a list for every standard that a field can be mapped to, whole and without doubles', () => {
  expect(schemes.map(({ key }) => key).sort()).toEqual(Object.keys(FieldMapping.shape).sort());
  for (const { key } of schemes) {
    const rows = elements[key];
    expect(rows.filter((row) => !row.code || !row.zh || !row.en)).toEqual([]);
    expect(new Set(rows.map((row) => row.code)).size).toBe(rows.length);
  }
});

it('finds an element by its code, its Chinese and its English name', () => {
  const codes = (scheme: 'dc' | 'cnmarc' | 'mods', typed: string) => findElements(scheme, typed).map((one) => one.code);
  expect(codes('dc', '提要')).toEqual(['abstract']);
  expect(codes('dc', 'creat')).toEqual(['creator', 'created']);
  expect(codes('cnmarc', '215')).toEqual(['215$a', '215$c', '215$d']);
  expect(codes('cnmarc', '200$a; 51')).toEqual(['510', '512', '514', '517']);
  expect(codes('mods', 'shelf')).toEqual(['location/shelfLocator']);
});

it('says what a mapping means', () => {
  expect(elementNames('cnmarc', '512, 514', false)).toEqual(['封面题名', '卷端题名']);
  expect(elementNames('cnmarc', '300$a', true)).toEqual(['General note']);
  expect(elementNames('mods', 'originInfo/dateOther@type=rubbed', true)).toEqual(['Other date']);
  expect(elementNames('dc', 'whatever', true)).toEqual([]);
});

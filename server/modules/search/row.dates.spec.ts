import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { type DateReader, anyDate, spanOf } from './row.dates.js';

describe('dates of a row', () => {
  let reader: DateReader;
  beforeAll(async () => {
    reader = anyDate((await PluginHost.load()).fieldTypes.get('date'))!;
  });
  const span = (value: string, until = '', is: 'span' | 'from' | 'upto' = 'span') => {
    const years = spanOf({ is, value, until }, reader);
    return years && [years.from, years.to];
  };

  it.each([
    ['乾隆三十年', '四十年', [1765, 1775]],
    ['乾隆三十年', '乾隆四十年', [1765, 1775]],
    ['乾隆三十年', '1775', [1765, 1775]],
    ['乾隆', '', [1736, 1795]],
    ['民国二十年', '二十五年', [1931, 1936]],
    ['1900', '1880', [1880, 1900]],
    ['', '1900', [null, 1900]],
    ['1931年', '', [1931, 1931]],
  ])('are read as years: %s to %s', (value, until, years) => expect(span(value, until)).toEqual(years));

  it('are open at one side where that is asked', () => {
    expect(span('光緒', '', 'from')).toEqual([1875, null]);
    expect(span('嘉庆元年', '', 'upto')).toEqual([null, 1796]);
  });

  it.each([
    ['不知何时', ''],
    ['1900', '那年'],
    ['', ''],
  ])('are not guessed: %j to %j', (value, until) => expect(span(value, until)).toBeNull());
});

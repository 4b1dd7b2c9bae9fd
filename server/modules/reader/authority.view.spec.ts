import { yearsText } from '../../contract/years.text.js';
import { positionText } from './authority.view.js';
import { outsideId } from '../../contract/outside.registers.js';

describe('what a record’s page says', () => {
  it('counts years as people do: the year 0 is 1 BCE', () => {
    expect(yearsText(1868, 1939, 'zh-CN')).toBe('1868–1939');
    expect(yearsText(-550, -478, 'zh-CN')).toBe('前551–前479');
    expect(yearsText(0, 5, 'en')).toBe('1 BCE–5');
    expect(yearsText(null, 1805, 'en')).toBe('?–1805');
    expect(yearsText(null, null, 'en')).toBe('');
  });

  it('says where something lies in the words of the page', () => {
    expect(positionText(30.25, 120.15, 'zh-CN')).toBe('北纬 30.25°，东经 120.15°');
    expect(positionText(-33.5, -70.123456, 'en')).toBe('33.5° S, 70.1235° W');
    expect(positionText(0, null, 'en')).toBe('');
  });

  it('leads to other registers, and nowhere that was not meant', () => {
    expect(outsideId('ISNI', '0000 0001 2345 678X').href).toBe('https://isni.org/isni/000000012345678X');
    expect(outsideId('wikidata', 'Q5582')).toEqual({
      source: 'Wikidata',
      id: 'Q5582',
      href: 'https://www.wikidata.org/wiki/Q5582',
    });
    expect(outsideId('viaf', '../evil').href).toBeNull();
    expect(outsideId('home', 'javascript:alert(1)').href).toBeNull();
    expect(outsideId('卡片', '甲 12').href).toBeNull();
  });
});

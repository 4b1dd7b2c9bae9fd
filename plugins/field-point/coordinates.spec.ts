import { readPoint, written } from './coordinates.js';

describe('coordinates', () => {
  test.each([
    ['30.2522, 120.1612', 30.2522, 120.1612],
    ['-33.5 -70.25', -33.5, -70.25],
    ['30°15′8″N 120°9′40″E', 30.252222, 120.161111],
    ['30°15\'8" N, 120°9\'40" E', 30.252222, 120.161111],
    ['N30°15′ E120°9.5′', 30.25, 120.158333],
    ['北纬30度15分 东经120度9分', 30.25, 120.15],
    ['120.5°E 30.5°N', 30.5, 120.5],
    ['12°S 77°W', -12, -77],
  ])('%s', (text, lat, lon) => {
    const found = readPoint(text);
    expect(found?.lat).toBeCloseTo(lat, 5);
    expect(found?.lon).toBeCloseTo(lon, 5);
  });

  test.each(['', '西湖', '91, 0', '30.25', '30°75′N 120°E', '30°N 31°N', '0, 181'])('%j is none', (text) => {
    expect(readPoint(text)).toBeNull();
  });

  it('are written as they are read', () => {
    expect(written(-12.5, 77)).toBe('12.5°S 77°E');
    expect(readPoint(written(-12.5, 77))).toEqual({ lat: -12.5, lon: 77 });
  });
});

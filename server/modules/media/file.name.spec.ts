import type { MediaHandler } from '../../contract/plugin.js';
import { cleanName, rightName } from './file.name.js';

describe('names of files', () => {
  it.each([
    ['卷一·葉一.tif', '卷一·葉一.tif'],
    ['C:\\扫描\\0001.TIF', '0001.TIF'],
    ['../../etc/passwd', 'passwd'],
    ['e\u0301.jpg', 'é.jpg'],
    ['a\u202Egpj.exe', 'agpj.exe'],
    ['a\u0000b\n.png', 'ab.png'],
    ['  . hidden. ', 'hidden'],
    ['what?*.png', 'what__.png'],
    ['', 'file'],
    ['..', 'file'],
  ])('%j becomes %j', (given, wanted) => {
    expect(cleanName(given)).toBe(wanted);
    expect(cleanName(wanted)).toBe(wanted);
  });

  it('are never too long, and keep their extension', () => {
    const long = cleanName(`${'琳'.repeat(500)}.tif`);
    expect([...long].length).toBeLessThanOrEqual(200);
    expect(long.endsWith('.tif')).toBe(true);
  });

  const handler = { extensions: { 'image/jpeg': ['jpg', 'jpeg'], 'image/tiff': ['tif'] } } as unknown as MediaHandler;
  it.each([
    ['a.jpg', 'a.jpg', false],
    ['a.JPEG', 'a.JPEG', false],
    ['a.tif', 'a.jpg', true],
    ['a.exe', 'a.jpg', true],
    ['卷1.2', '卷1.2.jpg', true],
    ['a', 'a.jpg', false],
  ])('%s of a JPEG is %s', (given, wanted, corrected) => {
    expect(rightName(given, 'image/jpeg', handler)).toEqual({ name: wanted, corrected });
  });
});

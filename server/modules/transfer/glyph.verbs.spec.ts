import { glyphVerbs, rangesOf } from './glyph.verbs.js';

test('ranges are read as style sheets write them', () => {
  expect(rangesOf('U+4e00-9fff,U+1f1e9, U+20')).toEqual([
    [0x4e00, 0x9fff],
    [0x1f1e9, 0x1f1e9],
    [0x20, 0x20],
  ]);
});

test('every script of a record has its shapes, out of faces that come with the platform', async () => {
  const characters = [...'錢钱甯A〔；é〓'];
  const drawn = await glyphVerbs.glyphs({ characters: [...characters, '\u{10ffff}'] });
  expect(Object.keys(drawn).sort()).toEqual(characters.sort());
  for (const { path, advance, em } of Object.values(drawn)) {
    expect(path).toMatch(/^M/);
    expect(advance / em).toBeLessThan(1.2);
  }
});

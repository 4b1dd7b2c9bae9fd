import { exact, exactPoint, fold, foldPoint, foldWord, hasVariants, standsAlone, traditionalForms } from './fold.js';

describe('fold', () => {
  it('joins simplified, traditional, Japanese and variant shapes of one character', () => {
    for (const group of [
      '钱錢銭',
      '国國囯',
      '略畧',
      '宁寧甯',
      '桑桒',
      '稿稾',
      '回囘',
      '峰峯',
      '群羣',
      '春旾',
      '岳嶽',
      '堤隄',
      '鉴鑑鑒',
      '绩勣績',
      '图圖図',
    ]) {
      expect(new Set([...group].map((char) => fold(char))).size).toBe(1);
    }
  });

  it('joins what simplification joined, so that every spelling is found', () => {
    for (const group of ['干乾幹', '后後', '里裏裡', '发發髮', '历歷曆', '了瞭', '着著', '台臺颱', '面麵']) {
      expect(new Set([...group].map((char) => fold(char))).size).toBe(1);
    }
    expect(fold('乾隆')).toBe(fold('干隆'));
    expect(fold('瞭解')).toBe(fold('了解'));
  });

  it('keeps apart what only looks or sounds alike', () => {
    for (const pair of [
      '免兔',
      '岐歧',
      '暮莫',
      '敕来',
      '太泰',
      '己已',
      '芸艺',
      '弁辨',
      '余予',
      '浜滨',
      '花华',
      '棉绵',
      '彊疆',
      '丘邱',
      '朝晁',
    ]) {
      const [a, b] = [...pair];
      expect(`${pair} ${fold(a as string) === fold(b as string)}`).toBe(`${pair} false`);
    }
  });

  it('keeps one code point for one, astral characters included', () => {
    const text = '𠮷田勣𠀀Éﾊ㈱錢１２ｋ⻚';
    expect([...fold(text)]).toHaveLength([...text].length);
    expect(fold('𠀀')).toBe('𠀀');
    // An astral simplified form is one character like any other.
    expect([...fold('䜀')]).toHaveLength(1);
  });

  it('is stable: folding twice changes nothing', () => {
    for (let point = 0x20; point < 0x30000; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const once = fold(String.fromCodePoint(point));
      if (fold(once) !== once) throw new Error(`U+${point.toString(16)} folds to ${once}, then to ${fold(once)}`);
    }
  });

  it('reads radicals, compatibility ideographs and full width as the ordinary characters', () => {
    expect(exact('⻚⻔⼈')).toBe('页门人');
    expect(exact('豈\uFA5B')).toBe('豈者');
    expect(exact('ＡＢＣ１２３')).toBe('abc123');
    expect(exact('ｱﾊﾟ')[0]).toBe('ア');
  });

  it('leaves the glyph alone when exact', () => {
    expect(exact('錢塘畧É')).toBe('錢塘畧é');
  });

  it('folds case and diacritics of Latin, Greek and Cyrillic', () => {
    expect(fold('Ricci Crónica ŠĀǗ')).toBe('ricci cronica sau');
    expect(fold('Ἀθήνα')).toBe('αθηνα');
    expect(fold('Ёлка')).toBe('елка');
    expect(foldWord('Straße')).toBe('strasse');
    expect(foldWord('Æsop')).toBe('aesop');
    expect(fold('カタカナ')).toBe('かたかな');
  });

  it('knows which characters an exact search can tell apart', () => {
    expect(hasVariants('錢')).toBe(true);
    expect(hasVariants('钱')).toBe(true);
    expect(hasVariants('人')).toBe(false);
  });

  it('offers the usual traditional forms', () => {
    expect(traditionalForms('钱')).toEqual(['錢']);
    expect(traditionalForms('发')).toEqual(expect.arrayContaining(['發', '髮']));
    expect(traditionalForms('人')).toEqual([]);
  });
});

describe('characters that stand alone', () => {
  it('are read as themselves, and nothing else is read as them', () => {
    let alone = 0;
    for (let code = 0; code <= 0x2ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCodePoint(code);
      const [exact, folded] = [exactPoint(char), foldPoint(char)];
      if (exact !== char || folded !== char) expect([char, exact, folded].some(standsAlone)).toBe(false);
      else if (standsAlone(char)) alone += 1;
    }
    // Most of what is written is.
    expect(standsAlone('湖')).toBe(true);
    expect(standsAlone('錢')).toBe(false);
    expect(alone).toBeGreaterThan(50_000);
  });
});

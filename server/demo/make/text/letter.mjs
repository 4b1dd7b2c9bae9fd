const HANGZHOU = { name: '杭州', modern: '浙江省杭州市', lat: 30.25, lon: 120.16 };
const SEALS = { 硯農: '沈硯農', 適之: '陳適之', 慕蓮: '蘇慕蓮', 湖樓: '沈湖樓', 蘭生: '王蘭生' };

/** A column's marks: ^ raised above the rule, each > one character lower, = small. */
function column(text) {
  const small = text.startsWith('=');
  const [, marks, rest] = /^=?(\^|>*)(.*)$/.exec(text);
  return {
    text: rest,
    ...(marks === '^' ? { indent: -1 } : marks ? { indent: marks.length } : {}),
    ...(small ? { small: true } : {}),
  };
}

export function letter(no, title, titleEn, [from, to], signed, sheet, pages, o = {}) {
  const dynasty = o.era ?? '民國';
  const { about, en, seal, era: _era, kind, envelope, stamp, ...rest } = o;
  void _era;
  return {
    id: `ZJ-XZ-${String(no).padStart(4, '0')}`,
    title,
    titleEn,
    from,
    to,
    fromEra: dynasty,
    toEra: dynasty,
    sentTo: HANGZHOU,
    signed,
    sheet,
    lang: ['lzh'],
    pages: pages.map((p) => p.map(column)),
    envelope,
    stamp,
    alt: kind ? [['文种', kind]] : undefined,
    abstract: about,
    ...(en ? { abstractEn: en } : {}),
    days: ((no * 67) % 300) + 6,
    ...(seal
      ? {
          seals: [{ text: seal, x: 0.1 + ((no * 13) % 9) / 100, y: 0.82, size: 58, white: no % 2 === 0 }],
          owners: { [seal]: { owner: SEALS[seal] ?? from } },
        }
      : {}),
    ...rest,
  };
}

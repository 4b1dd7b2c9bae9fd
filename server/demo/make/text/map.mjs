const OWNERS = { 之江書藏: { owner: '之江大学图书馆' }, 輿地之章: { owner: '佚名藏家' } };
export const city = (name, x, y) => ({ name, x, y, kind: 'city' });
export const town = (name, x, y) => ({ name, x, y, kind: 'town' });
export const hill = (name, x, y) => ({ name, x, y, kind: 'hill' });
export const water = (name, x, y, size = 44) => ({ name, x, y, kind: 'water', size });
export const m = (no, title, titleEn, type, date, size, look, places, about, o = {}) => ({
  id: `ZJ-YT-${String(no).padStart(4, '0')}`,
  title,
  titleEn,
  type,
  date,
  size,
  look,
  places,
  abstract: about,
  agents: o.agents ?? [['佚名', '繪', o.dynasty ?? '清']],
  owners: OWNERS,
  days: ((no * 59) % 310) + 5,
  seals: [
    {
      text: no % 2 ? '之江書藏' : '輿地之章',
      x: o.sealAt?.[0] ?? 0.9,
      y: o.sealAt?.[1] ?? 0.86,
      size: 72,
      white: no % 2 === 1,
    },
  ],
  ...(o.en ? { abstractEn: o.en } : {}),
  ...o.more,
  place: o.place,
  subjects: o.subjects,
});

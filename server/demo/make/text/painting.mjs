const OWNERS = {
  湖客: { owner: '湖上客' },
  此君: { owner: '竹隱' },
  湖樓: { owner: '沈湖樓' },
  硯農: { owner: '沈硯農' },
  蘭亭: { owner: '兰亭市图书馆' },
  心齋: { owner: '童心齋' },
};
export const r = (y, rise, ink, peaks, o = {}) => ({ y, rise, ink, peaks, ...o });
export const w = (x, y, size, ...lines) => ({ lines, x, y, size });
export const s = (text, x, y, o = {}) => ({ text, x, y, ...o });
export const a = (no, title, titleEn, agents, date, format, size, look, about, o = {}) => ({
  id: `LT-SH-${String(no).padStart(4, '0')}`,
  title,
  titleEn,
  agents,
  date,
  format,
  size,
  look,
  abstract: about,
  owners: OWNERS,
  days: ((no * 43) % 330) + 3,
  subjects: o.subjects ?? ['山水'],
  ...(o.en ? { abstractEn: o.en } : {}),
  ...o.more,
});
export const MOUNT = { mount: { sides: [50, 150, 50, 120], silk: [186, 182, 158] } };
export const HU = [['湖上客', '繪', '清']];

import { term } from './terms.mjs';

/** Short ways to write values of records. */
export const hant = (text) => ({ text, lang: 'zh-Hant' });
export const hans = (text) => ({ text, lang: 'zh-Hans' });
export const en = (text) => ({ text, lang: 'en' });
export const agent = (name, role, dynasty) => ({ name, ...(dynasty ? { dynasty } : {}), role });
export const size = (height, width, what, depth) => ({
  height,
  width,
  ...(depth ? { depth } : {}),
  unit: 'cm',
  ...(what ? { what } : {}),
});

const NOTE = '示范资料：图像由程序绘制，著录为演示而编，并非真实藏品。';

/** Fields every record has, from a short form. `s.lang` is a language term key. */
export function core(s) {
  const values = {
    title: [hant(s.title)],
    ...(s.alt ? { altTitle: s.alt.map(([kind, text]) => ({ kind, value: text })) } : {}),
    ...(s.titleEn ? { titleEn: [en(s.titleEn)] } : {}),
    ...(s.agents ? { agent: s.agents.map((a) => agent(...a)) } : {}),
    ...(s.place ? { place: [s.place] } : {}),
    ...(s.publisher ? { publisher: [agent(...s.publisher)] } : {}),
    ...(s.date ? { date: [s.date] } : {}),
    ...(s.extent ? { extent: [hans(s.extent)] } : {}),
    language: (s.lang ?? ['lzh']).map((l) => term('language', l)),
    ...(s.subjects ? { subject: s.subjects.map(hans) } : {}),
    ...(s.abstract ? { abstract: [hans(s.abstract)] } : {}),
    ...(s.abstractEn ? { abstractEn: [en(s.abstractEn)] } : {}),
    ...(s.provenance ? { provenance: s.provenance.map(hans) } : {}),
    callNo: [{ number: s.callNo, location: s.location }],
    rights: [{ status: '公有领域', basis: s.basis ?? NOTE, access: '公开', licence: 'CC0-1.0' }],
    source: [{ agency: s.agency, rules: s.rules ?? 'GB/T 3792-2021', language: '中文' }],
  };
  return values;
}
export { NOTE };

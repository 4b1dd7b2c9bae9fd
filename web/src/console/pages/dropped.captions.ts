/** Captions carry the name of their recording, and often their language: 口述一.zh-Hant.vtt beside 口述一.mp3. */
export interface DroppedCaptions {
  stem: string;
  language: string | undefined;
}

export const isCaptions = (name: string): boolean => /\.(vtt|srt)$/i.test(name);

const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '').toLowerCase();

/** What people write for a language in the names of files. */
const tags: Record<string, string> = {
  zh: 'zh-Hans',
  chs: 'zh-Hans',
  sc: 'zh-Hans',
  'zh-cn': 'zh-Hans',
  'zh-hans': 'zh-Hans',
  简: 'zh-Hans',
  简体: 'zh-Hans',
  中文: 'zh-Hans',
  cht: 'zh-Hant',
  tc: 'zh-Hant',
  'zh-tw': 'zh-Hant',
  'zh-hk': 'zh-Hant',
  'zh-hant': 'zh-Hant',
  繁: 'zh-Hant',
  繁体: 'zh-Hant',
  繁體: 'zh-Hant',
  yue: 'yue',
  粤语: 'yue',
  en: 'en',
  eng: 'en',
  英文: 'en',
  ja: 'ja',
  jpn: 'ja',
  ko: 'ko',
  fr: 'fr',
  de: 'de',
  ru: 'ru',
  es: 'es',
};

export function readName(name: string): DroppedCaptions {
  const whole = stemOf(name);
  const [, stem = whole, ending = ''] = /^(.+)[._\s-]([^._\s]+)$/.exec(whole) ?? [];
  const [, longer = '', long = ''] = /^(.+)[._\s]([a-z]{2}-[a-z]{2,4})$/.exec(whole) ?? [];
  if (tags[long]) return { stem: longer, language: tags[long] };
  return tags[ending] ? { stem, language: tags[ending] } : { stem: whole, language: undefined };
}

/** The recording of that name; where there is only one at all, it is meant whatever its name. */
export function recordingFor<R extends { name: string }>(name: string, recordings: readonly R[]): R | undefined {
  const { stem } = readName(name);
  const whole = stemOf(name);
  const named =
    recordings.find((one) => stemOf(one.name) === whole) ?? recordings.find((one) => stemOf(one.name) === stem);
  return named ?? (recordings.length === 1 ? recordings[0] : undefined);
}

/** Where the name does not say it, the words do: whether they are in Han characters. */
export const languageOf = (name: string, text: string): string =>
  readName(name).language ?? (/\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en');

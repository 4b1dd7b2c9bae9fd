import type { BlockSetting, InnerBlock } from '../../contract/blocks.js';
import { inScriptOf, type Locale, localeChain } from '../../contract/localized.js';
import type { BlockKind } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';
import type { PluginHost } from './plugin.host.js';

type Options = Record<string, Json>;
/** What is wrong with something set in a block: of which setting, and in which place of a list or language. */
export interface WrongOption {
  path: string;
}

const mostListed = 100;
const isRecord = (value: Json | undefined): value is Options =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Options as the kind has them now. */
export function upToDate(kind: BlockKind, { options, v }: Pick<InnerBlock, 'options' | 'v'>): Options {
  let now = options;
  for (let from = v; from < kind.v; from++) now = kind.upgrade?.(now, from) ?? now;
  return now;
}

/** One value of a setting as its type reads it; undefined where it means nothing. */
function valueOf(
  host: PluginHost,
  { type: key, options, choices, facet }: BlockSetting,
  given: Json,
): Json | undefined {
  if (choices) return choices.some((one) => one.key === given) ? given : undefined;
  if (facet) return typeof given === 'string' && given.length <= 60 ? given : undefined;
  const type = host.fieldTypes.get(key);
  if (!type) return undefined;
  const set = type.options.safeParse(options ?? {});
  const read = type.value.safeParse(given);
  if (!set.success || !read.success) return undefined;
  const value = type.normalise ? type.normalise(read.data, set.data) : read.data;
  return type.faults?.(value, set.data).length ? undefined : value;
}

/** Every value of one setting, with where it stands. */
function valuesOf(setting: BlockSetting, given: Json): { path: string; value: Json; language?: string }[] | undefined {
  const { key, localized, most } = setting;
  if (localized) {
    if (!isRecord(given)) return undefined;
    return Object.entries(given).map(([language, value]) => ({ path: `${key}.${language}`, value, language }));
  }
  if (most === undefined) return [{ path: key, value: given }];
  if (!Array.isArray(given)) return undefined;
  return given.slice(0, Math.min(most, mostListed)).map((value, at) => ({ path: `${key}.${at}`, value }));
}

/** A row that was added and not yet filled says nothing wrong. */
const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === '' || value === null || (isRecord(value) && Object.keys(value).length === 0);

/** What of a block's options no reader would see, because it means nothing to its kind. */
export function wrongOptions(host: PluginHost, kind: BlockKind, block: InnerBlock): WrongOption[] {
  const options = upToDate(kind, block);
  return kind.settings.flatMap((setting): WrongOption[] => {
    const given = options[setting.key];
    if (given === undefined) return [];
    const values = valuesOf(setting, given);
    if (values === undefined) return [{ path: setting.key }];
    const long = setting.most !== undefined && Array.isArray(given) && given.length > setting.most;
    return [
      ...(long ? [{ path: setting.key }] : []),
      ...values.flatMap(({ path, value }) =>
        !isEmpty(value) && valueOf(host, setting, value) === undefined ? [{ path }] : [],
      ),
    ];
  });
}

/** Texts of a value, wherever they stand in it, as readers of traditional characters have them. */
function converted(value: Json, locale: Locale): Json {
  if (typeof value === 'string') return inScriptOf(locale, value);
  if (Array.isArray(value)) return value.map((one) => converted(one, locale));
  if (!isRecord(value)) return value;
  // Of what is no plain text only what it says: names of its parts and addresses stay.
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'text' || typeof inner === 'object' ? converted(inner, locale) : inner,
    ]),
  );
}

const simplified = new Set(['zh', 'zh-CN', 'zh-Hans']);

/** What readers are shown of a block's options: in their language, and without what means nothing. */
export function optionsFor(host: PluginHost, kind: BlockKind, block: InnerBlock, locale: Locale): Options {
  const given = upToDate(kind, block);
  const shown: Options = {};
  for (const setting of kind.settings) {
    const own = given[setting.key];
    const values = own === undefined ? undefined : valuesOf(setting, own);
    if (!values) continue;
    const read = values.flatMap(({ value, language }) => {
      const one = isEmpty(value) ? undefined : valueOf(host, setting, value);
      return one === undefined || isEmpty(one) ? [] : [{ one, language }];
    });
    if (setting.localized) {
      const tags = localeChain(locale);
      const [first] = read
        .filter(({ language }) => tags.includes(language!))
        .sort((a, b) => tags.indexOf(a.language!) - tags.indexOf(b.language!));
      if (!first) continue;
      const wanted = locale === 'zh-TW' && simplified.has(first.language!);
      shown[setting.key] = wanted ? converted(first.one, locale) : first.one;
    } else if (setting.most !== undefined) shown[setting.key] = read.map(({ one }) => one);
    else if (read[0]) shown[setting.key] = read[0].one;
  }
  return shown;
}

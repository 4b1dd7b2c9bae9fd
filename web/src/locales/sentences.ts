import { written } from '../../kit/written.js';
import type { Messages } from './index.js';

type Spoken = string | number | boolean;
type Params = Readonly<Record<string, unknown>>;
/** One message: its text with the places for what is said in it. */
type Sentence = (params: Params | undefined, plural: number | undefined) => string;
type Translate = (...given: unknown[]) => string;

const placeholder = /\{\s*([A-Za-z_$][\w$]*)\s*\}/;
/** What links to other messages, escapes or counts in three forms is left to the library. */
const beyond = /[@\\{}]/;

/** Numbers under any other name say how many. */
const years = new Set(['year', 'from', 'to']);

const spoken = (name: string, value: unknown): string => {
  if (typeof value === 'number' && !years.has(name)) return written(value);
  return value === undefined ? '' : String(value as Spoken);
};

/** The same for what puts words together by itself: it is handed its amounts written, and told how many they are. */
export function writingAmounts(translate: Translate): Translate {
  return (...given) => {
    const [key, params, plural, ...more] = given;
    if (!isPlain(params)) return translate(...given);
    const named = withAmount(params, typeof plural === 'number' ? plural : undefined)!;
    const large = Object.entries(named).filter(
      ([name, value]) => typeof value === 'number' && Math.abs(value) >= 1000 && !years.has(name),
    );
    if (large.length === 0) return translate(...given);
    const said = { ...named, ...Object.fromEntries(large.map(([name, value]) => [name, written(value as number)])) };
    const amount = amountOf(params, typeof plural === 'number' ? plural : undefined);
    return plural === undefined && amount < 0 ? translate(key, said) : translate(key, said, plural ?? amount, ...more);
  };
}

function formOf(text: string): ((params: Params | undefined) => string) | undefined {
  // Split by what it captures, every second part is a name.
  const parts = text.split(placeholder);
  if (parts.some((part, at) => at % 2 === 0 && beyond.test(part))) return undefined;
  const [first = '', name, second = '', ...rest] = parts;
  if (name === undefined) return () => first;
  if (rest.length === 0) return (params) => first + spoken(name, params?.[name]) + second;
  return (params) => {
    let said = first;
    for (let at = 1; at < parts.length; at += 2) said += spoken(parts[at]!, params?.[parts[at]!]) + parts[at + 1]!;
    return said;
  };
}

/** Where the amount is not given apart, it is what is called `count` or `n`. */
const amountOf = (params: Params | undefined, plural: number | undefined): number => {
  if (typeof params?.['count'] === 'number') return params['count'];
  return typeof params?.['n'] === 'number' ? params['n'] : (plural ?? -1);
};

function sentenceOf(source: string): Sentence | undefined {
  const forms = source.split('|').map((form) => formOf(source.includes('|') ? form.trim() : form));
  const [one, many] = forms;
  if (one === undefined || forms.length > 2) return undefined;
  if (forms.length === 1) return (params, plural) => one(withAmount(params, plural));
  if (many === undefined) return undefined;
  return (params, plural) => {
    const amount = Math.abs(amountOf(params, plural));
    return (amount === 1 ? one : many)(withAmount(params, plural));
  };
}

/** An amount given apart is said wherever `n` or `count` stands and nothing else was given for it. */
const withAmount = (params: Params | undefined, plural: number | undefined): Params | undefined =>
  plural === undefined || (params?.['n'] && params['count'])
    ? params
    : { ...params, n: params?.['n'] || plural, count: params?.['count'] || plural };

function collect(messages: Messages, prefix: string, into: Map<string, Sentence>): void {
  for (const [key, message] of Object.entries(messages)) {
    if (key.includes('.')) continue;
    if (typeof message !== 'string') collect(message, `${prefix}${key}.`, into);
    else {
      const sentence = sentenceOf(message);
      if (sentence) into.set(prefix + key, sentence);
    }
  }
}

/** Words and numbers by name, and nothing else. */
function isPlain(value: unknown): value is Params {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if (typeof (value as Params)[key] === 'object') return false;
  return true;
}

/**
 * Messages made into functions once, in place of being looked up, compiled and put together anew for each of the hundreds of
 * words of a page: what vue-i18n would say, for what is simple; it is asked for the rest. The language does not change.
 */
export function quickly(messages: Messages, translate: Translate): Translate {
  const sentences = new Map<string, Sentence>();
  collect(messages, '', sentences);
  return (...given) => {
    const [key, params, plural] = given;
    const sentence = sentences.get(key as string);
    if (sentence) {
      if (params === undefined) return sentence(undefined, undefined);
      if (isPlain(params) && (plural === undefined || typeof plural === 'number')) return sentence(params, plural);
    }
    return translate(...given);
  };
}

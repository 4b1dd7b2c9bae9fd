import type { KnownRoute } from '../../../contract/api/index.js';
import type { Locale } from '../../../contract/localized.js';
import { problemStatus } from '../../../contract/problems.js';
import type { Schema } from '../../../platform/http/openapi.js';
import { escapeHtml } from '../escape.js';
import { scopes, words } from './api.words.js';
import { described, type Operation } from './described.js';
import { parameterTexts, type RouteText, type Said } from './public.texts.table.js';
import { referredTo, shapeOf } from './shape.js';

/** A record of this site that is open to anybody: what examples ask for. Null where nothing is published yet. */
export interface Sample {
  item: string;
  collection: string;
  page: string | null;
  /** The same, where it has an image that can be cut; where it has a text. */
  image: string | null;
  read: string | null;
  /** As what it may be taken away whole. */
  whole: 'txt' | 'pdf' | null;
  library: string;
  slug: string;
  word: string;
}

export interface Told {
  locale: Locale;
  origin: string;
  sample: Sample | null;
}

export const sayer =
  (locale: Locale) =>
  (said: Said): string =>
    locale === 'en' ? said[1] : said[0];

export const idOf = ({ key }: KnownRoute): string =>
  `r-${key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}`;

/** The address with its parameters in braces; it may break after a stroke. */
export const addressOf = ({ path }: KnownRoute): string =>
  escapeHtml(path.replace(/:(\w+)/g, '{$1}')).replace(/(?<=.)\//g, '<wbr>/');

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
}

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** What may be written for it, in words. */
function kindOf(schema: Schema, locale: Locale): string {
  const say = sayer(locale);
  const either = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  const list = either?.find((one) => one['type'] === 'array');
  const single = either?.find((one) => one['type'] !== 'array') ?? schema;
  const notes: string[] = [];
  const values = single['enum'] as unknown[] | undefined;
  const type = single['type'];
  if (values) notes.push(say(words.either) + values.map((one) => code(String(one))).join(' '));
  else if (type === 'integer' || type === 'number') {
    const [least, most] = [single['minimum'], single['maximum']];
    const bounded = typeof most === 'number' && most < Number.MAX_SAFE_INTEGER;
    notes.push(say(words[type]) + (bounded ? ` ${Number(least ?? 0)}–${most}` : ''));
  } else if (type === 'boolean') notes.push(say(words.boolean));
  else {
    const most = single['maxLength'];
    // What has a name of its own among these is an id.
    notes.push(say(referredTo(single) === undefined ? words.text : words.id));
    if (typeof most === 'number') notes.push(say(words.atMost).replace('{n}', String(most)));
  }
  if (list) notes.push(say(words.repeated));
  const usual = schema['default'];
  if (usual !== undefined && usual !== '' && !Array.isArray(usual))
    notes.push(say(words.usually).replace('{n}', String(usual)));
  return notes.join(locale === 'en' ? ', ' : '，');
}

function parametersOf(route: KnownRoute, parameters: readonly Parameter[], { locale }: Told): string {
  const say = sayer(locale);
  const rows = parameters.map(({ name, in: place, required, schema }) => {
    const meaning = parameterTexts[`${route.key} ${place}.${name}`] ?? parameterTexts[`${place}.${name}`];
    const where = place === 'path' ? say(words.inPath) : required ? '' : say(words.optional);
    const notes = [kindOf(schema, locale), where].filter(Boolean).join(' · ');
    const text = meaning && route.spec.access === 'public' ? escapeHtml(say(meaning)) : '';
    return `<li>${code(name)} <span class="api-kind">${notes}</span>${text ? `<br>${text}` : ''}</li>`;
  });
  return `<ul class="api-params">${rows.join('')}</ul>`;
}

function whoMay({ spec: { access, anySite } }: KnownRoute, locale: Locale): string {
  const say = sayer(locale);
  if (access === 'public')
    return say(words.anybody) + (anySite ? `${locale === 'en' ? '; ' : '；'}${say(words.anySite)}` : '');
  if (access === 'signed-in') return say(words.signedIn);
  const scope = say(scopes[access.on]);
  return locale === 'en'
    ? `${say(words.permission)}${code(access.permission)} ${scope}`
    : `${scope}${say(words.permission)}${code(access.permission)}`;
}

/** What stands in an example for a parameter of the address; undefined where there is nothing of the kind. */
function filling(route: KnownRoute, name: string, schema: Schema | undefined, sample: Sample): string | null {
  const known: Record<string, string | null> = {
    item: sample.item,
    // Few records are recordings with words.
    page: route.path.includes('/spoken/') ? null : /\/text(\/|$)/.test(route.path) ? sample.read : sample.page,
    image: sample.image,
    collection: sample.collection,
    library: sample.library,
    slug: sample.slug,
    facet: 'collection',
    region: 'full',
    size: '!600,600',
    rotation: '0',
    kind: sample.image && 'thumbnail',
    part: '1.xml',
    name: route.path.startsWith('/c/') ? sample.collection : 'default.jpg',
    format: route.path.includes('/whole/')
      ? sample.whole
      : String((schema?.['enum'] as unknown[] | undefined)?.[0] ?? ''),
  };
  return known[name] ?? null;
}

/** A line to be pasted into a terminal, which asks this very site for something that is there. */
export function exampleOf(
  route: KnownRoute,
  text: RouteText,
  { origin, sample }: Omit<Told, 'locale'>,
): { line: string; href: string } | null {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  if (names.length > 0 && !sample) return null;
  const schemas = (route.spec.params?.shape ?? {}) as Record<string, { options?: unknown[] }>;
  let path = route.path;
  for (const name of names) {
    const value = filling(route, name, { enum: schemas[name]?.options ?? [] }, sample!);
    if (!value) return null;
    path = path.replace(`:${name}`, value);
  }
  const asks = Object.entries(text.asks ?? {}).map(([name, value]) => [
    name,
    value.replace('{word}', sample?.word ?? '西湖'),
  ]);
  const query = asks.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&');
  const href = query ? `${path}?${query}` : path;
  const bytes = route.spec.produces?.some((type) => /^image\/(jpeg|svg)|octet/.test(type)) ? ' -OJ' : '';
  const line = asks.length
    ? `curl -G '${origin}${path}'${asks.map(([name, value]) => ` --data-urlencode '${name}=${value}'`).join('')}`
    : `curl${bytes} '${origin}${path}'`;
  return { line, href };
}

function answerOf(route: KnownRoute, { responses }: Operation): string {
  const { spec } = route;
  const [content] = Object.values(responses).flatMap((one) => ('content' in one ? [one.content] : []));
  const schema = (content as Record<string, { schema?: Schema }> | undefined)?.['application/json']?.schema;
  const status = spec.status && spec.status !== 200 ? `${spec.status} ` : '';
  if (schema) return `<pre><code>${status}${shapeOf(schema)}</code></pre>`;
  return `<p>${status}${(spec.produces ?? []).map(code).join(' ')}</p>`;
}

/** Everything that is to be said of one route; `text` for those that are told at length. */
export function sectionOf(route: KnownRoute, told: Told, text?: RouteText): string {
  const say = sayer(told.locale);
  const operation = described().operations.get(route.key)!;
  const parameters = operation.parameters as Parameter[];
  const facts: [Said, string][] = [[words.who, `<p>${whoMay(route, told.locale)}</p>`]];
  if (parameters.length > 0) facts.push([words.parameters, parametersOf(route, parameters, told)]);
  const body = 'requestBody' in operation ? operation.requestBody : undefined;
  const sent = (body as { content: Record<string, { schema?: Schema }> } | undefined)?.content;
  if (sent) {
    const schema = sent['application/json']?.schema;
    const shown = schema ? `<pre><code>${shapeOf(schema)}</code></pre>` : Object.keys(sent).map(code).join(' ');
    facts.push([words.body, shown]);
  }
  facts.push([words.answer, answerOf(route, operation)]);
  const example = text && exampleOf(route, text, told);
  if (example) {
    const open = `<p><a href="${escapeHtml(example.href)}">${say(words.open)}</a></p>`;
    facts.push([words.example, `<pre>${code(example.line)}</pre>${open}`]);
  }
  if (text?.errors)
    facts.push([
      words.errors,
      `<p>${text.errors.map((one) => `<code>${problemStatus[one]} ${one}</code>`).join(' ')}</p>`,
    ]);
  // What the contract itself says of a route is English.
  const foreign = told.locale === 'en' ? '' : ' lang="en"';
  const head = text
    ? `<h3 id="${idOf(route)}">${escapeHtml(say(text.name))}</h3>`
    : `<h3 id="${idOf(route)}"${foreign}>${escapeHtml(route.spec.summary)}</h3>`;
  const note = text?.note ? `<p>${escapeHtml(say(text.note))}</p>` : '';
  const list = facts.map(([name, shown]) => `<dt>${say(name)}</dt><dd>${shown}</dd>`).join('');
  return `<section class="api-route">${head}
<p class="api-address"><code><b>${route.method}</b> ${addressOf(route)}</code></p>${note}<dl class="api-facts">${list}</dl></section>`;
}

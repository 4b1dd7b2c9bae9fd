import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { filesBelow, read as source } from '../../../tests/architecture/sources.js';
import { authorityKinds, variantKinds } from '../../../server/contract/api/authority.routes.js';
import { batchKinds, batchStates } from '../../../server/contract/api/batch.routes.js';
import { captionKinds } from '../../../server/contract/api/caption.routes.js';
import { itemStates } from '../../../server/contract/api/catalog.routes.js';
import { impactKinds } from '../../../server/contract/api/design.routes.js';
import { fileProblems, importStates, rowActions, rowProblems } from '../../../server/contract/api/exchange.routes.js';
import { configParts } from '../../../server/contract/api/schema.routes.js';
import {
  CollectionPresentation,
  FacetDefinition,
  FieldDefinition,
  materialKinds,
} from '../../../server/contract/collection.js';
import { coreKeys, roleGroups } from '../../../server/contract/field.roles.js';
import { pageKinds } from '../../../server/contract/item.page.js';
import { jobStates } from '../../../server/contract/jobs.js';
import { listOrders } from '../../../server/contract/list.filter.js';
import { locales } from '../../../server/contract/localized.js';
import { roles } from '../../../server/contract/permissions.js';
import type { PluginDefinition } from '../../../server/contract/plugin.js';
import { rowOps, rowTests } from '../../../server/contract/search.rows.js';
import { blanks, certainties } from '../../../server/contract/values.js';
import { audiences, parts } from '../../../server/contract/visibility.js';
import { relationWord, settable } from '../console/design/type.options.js';
import { otherUse, typeUses } from '../console/design/type.uses.js';
import { mediaKinds } from '../console/parts/media.look.js';
import { traditional } from '../../build/traditional.js';

/** Words that are chosen by what data say: no key and no code of a program ever stands where a person reads. */
type Messages = { [key: string]: string | Messages };
const sets = ['common', 'problems', 'reader', 'console', 'forms'];
const read = (locale: string): Messages =>
  Object.assign(
    {},
    ...sets.map(
      (set) => JSON.parse(readFileSync(new URL(`./${locale}/${set}.json`, import.meta.url), 'utf8')) as Messages,
    ),
  ) as Messages;
const [zh, en] = [read('zh-CN'), read('en')];
const words: Record<string, Messages> = { 'zh-CN': zh, 'zh-TW': traditional(zh), en };

const found = (locale: string, key: string): string | Messages | undefined =>
  key
    .split('.')
    .reduce<string | Messages | undefined>(
      (at, part) => (typeof at === 'object' ? at[part] : undefined),
      words[locale],
    );
/** Not there, empty, or the code itself: lower case and no more. English may say a code's own word with a capital. */
const raw = (locale: string, key: string): boolean => {
  const text = found(locale, key);
  return typeof text !== 'string' || text.trim() === '' || (locale !== 'en' && /^[a-z][a-zA-Z-]*$/.test(text));
};

async function pluginsOf(start: string): Promise<PluginDefinition[]> {
  const folder = new URL('../../../plugins/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.startsWith(start));
  const plugins: PluginDefinition[] = [];
  // One after the other: what two of them import is read once.
  for (const name of names)
    plugins.push(((await import(new URL(`${name}/plugin.ts`, folder).href)) as { default: PluginDefinition }).default);
  return plugins;
}
const enumOf = (shape: z.ZodType): readonly string[] => (z.toJSONSchema(shape, { io: 'input' }).enum ?? []) as string[];
const page = CollectionPresentation.shape.page.shape;
const reading = page.reading.shape;

/** Which words are chosen by which values. */
const chosen: Record<string, readonly string[]> = {
  kinds: materialKinds,
  audiences,
  blanks,
  certainty: certainties,
  'console.visibility.parts': parts,
  'console.roles': roles,
  'console.rolesAbout': roles,
  'console.states': itemStates,
  'console.jobs.states': jobStates,
  'console.batch.title': batchKinds,
  'console.batch.verb': batchKinds,
  'console.batch.go': batchKinds,
  'console.batch.states': batchStates,
  'console.pages.kinds': pageKinds,
  'console.pages.media': mediaKinds,
  'console.captions.kinds': captionKinds,
  'console.authority.variantKinds': variantKinds,
  'console.exchange.fileProblems': fileProblems,
  'console.exchange.problems': rowProblems,
  'console.exchange.actions': rowActions,
  'console.exchange.short': importStates,
  'console.items.orders': listOrders,
  'console.design.impact': impactKinds,
  'console.design.partNames': configParts,
  'console.design.cores': coreKeys,
  'console.design.coreHints': coreKeys,
  'console.design.coreGroups': roleGroups,
  'console.design.requiredAt': enumOf(FieldDefinition.shape.required),
  'console.design.orders': enumOf(FacetDefinition.shape.sort),
  'console.design.layouts': enumOf(page.layout),
  'console.design.readings': enumOf(reading.direction),
  'console.design.openings': enumOf(reading.opening),
  'console.design.uses': [...typeUses.map(({ use }) => use), otherUse],
  'advanced.op': rowOps,
  'advanced.tests': rowTests,
};
const endings: Record<string, readonly string[]> = {
  'console.exchange.about-': authorityKinds,
  'console.exchange.columns-': authorityKinds,
  'console.exchange.sample-': authorityKinds,
};

describe.each(locales)('in %s', (locale) => {
  it('whatever data may say has its word', () => {
    const keys = [
      ...Object.entries(chosen).flatMap(([at, values]) => values.map((value) => `${at}.${value}`)),
      ...Object.entries(endings).flatMap(([at, values]) => values.map((value) => `${at}${value}`)),
    ];
    expect(Object.entries(chosen).filter(([, values]) => values.length === 0)).toEqual([]);
    expect(keys.filter((key) => raw(locale, key))).toEqual([]);
  });

  it('every type of field, every option of one and every choice of an option has its word', async () => {
    const types = (await pluginsOf('field-')).flatMap(({ provides }) =>
      typeof provides === 'function' ? [] : (provides.fieldTypes ?? []),
    );
    expect(types.length).toBeGreaterThan(15);
    const keys = types.flatMap(({ key, options }) => [
      `forms.types.${key}`,
      `console.design.typeHints.${key}`,
      ...settable(z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' })).map(
        ({ name }) => `console.design.options.${name}`,
      ),
    ]);
    expect(keys.filter((key) => raw(locale, key))).toEqual([]);
    const choices = types.flatMap(({ options }) =>
      settable(z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' })).flatMap(({ name, shape }) =>
        (shape.enum ?? []).map((value) => [name, value] as const),
      ),
    );
    // Relations are said in their own words, no two of them in the same; units of measure are their own signs.
    const related = choices.filter(([name]) => name === 'relation').map(([, value]) => relationWord(value, locale));
    expect(related.filter((text) => text === '')).toEqual([]);
    expect(new Set(related).size).toBe(related.length);
    expect([...new Set(choices.map(([name]) => name))].sort()).toEqual(['relation', 'unit']);
  });

  it('every place that chooses its words has words to choose from', () => {
    const places = filesBelow('web/src', /\.(vue|ts)$/).flatMap((file) =>
      [...source(file).matchAll(/\b\$?t\(\s*`([a-zA-Z.]+)\.([a-zA-Z-]*)\$\{/g)].map(
        ([, at = '', start = '']) => [file, at, start] as const,
      ),
    );
    expect(places.length).toBeGreaterThan(100);
    const without = places.filter(([, at, start]) => {
      const some = found(locale, at);
      return typeof some !== 'object' || !Object.keys(some).some((key) => key.startsWith(start));
    });
    expect(without).toEqual([]);
  });
});

import semver from 'semver';
import { z } from 'zod';
import { type BlockSetting, homePlaces } from '../../contract/blocks.js';
import { LocalizedText, RequiredText } from '../../contract/localized.js';
import {
  type BlockKind,
  type FieldType,
  type Linking,
  type MediaHandler,
  mediaResources,
  pluginContractVersion,
  type PluginDefinition,
  type PluginProvides,
} from '../../contract/plugin.js';

/** A plugin that cannot be used. The sentence names it and is for whoever installed it. */
export class BrokenPlugin extends Error {
  constructor(
    readonly plugin: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The plugin "${plugin}" cannot be used: ${reason} (插件“${plugin}”无法使用)`, options);
    this.name = 'BrokenPlugin';
  }
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const Func = z.custom<(...args: never[]) => unknown>(isFunction, 'must be a function');
const Schema = z.custom<z.ZodType>(
  (value) => typeof value === 'object' && value !== null && isFunction((value as { safeParse?: unknown }).safeParse),
  'must be a zod schema',
);
const Key = z
  .string('must be a name of small letters, digits and hyphens')
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a name of small letters, digits and hyphens');

/** A check for each member of a part of the contract: a member that has none does not compile. */
type Checks<T> = { [K in keyof T]-?: object extends Pick<T, K> ? z.ZodOptional<z.ZodType> : z.ZodType };

const linking = { role: Func, of: Func, to: Func, seen: Func } satisfies Checks<Linking<unknown, unknown>>;

const fieldType = {
  key: Key,
  value: Schema,
  options: Schema,
  longest: z.number().min(1).optional(),
  normalise: Func.optional(),
  words: Func.optional(),
  read: Func.optional(),
  yearsMeant: Func.optional(),
  faults: Func.optional(),
  lacks: Func.optional(),
  references: Func.optional(),
  settle: Func.optional(),
  unknown: Func.optional(),
  text: Func,
  display: Func,
  line: Func.optional(),
  converted: z.boolean().optional(),
  original: Func.optional(),
  above: Func.optional(),
  spread: Func.optional(),
  note: Func.optional(),
  code: Func.optional(),
  index: Func,
  href: Func.optional(),
  outline: Func.optional(),
  spoken: Func.optional(),
  fullText: Func.optional(),
  linking: z.object(linking).optional(),
  jsonld: Func.optional(),
  dc: Func.optional(),
  parts: Func.optional(),
  marc: Func.optional(),
  compose: Func.optional(),
} satisfies Checks<FieldType>;

const mediaHandler = {
  key: Key,
  accepts: z.array(z.string().regex(/^[a-z]+\/([\w.+-]+|\*)$/, 'must be media types, like image/png')).min(1),
  resource: z.enum(mediaResources),
  extensions: z.record(z.string(), z.array(z.string()).min(1)),
  recognise: Func.optional(),
  inspect: Func,
  // Kinds and recipes become parts of storage keys.
  recipes: z.record(z.string().regex(/^[a-z][a-z0-9]*$/), z.string().regex(/^[a-z0-9][a-z0-9.-]*$/)),
  derive: Func,
  cut: Func.optional(),
  stored: Func.optional(),
} satisfies Checks<MediaHandler>;

const Label = RequiredText;
const blockSetting = {
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'must be a name like showYears'),
  label: Label,
  help: LocalizedText.optional(),
  type: Key,
  options: z.record(z.string(), z.json()).optional(),
  most: z.number().int().min(1).max(100).optional(),
  localized: z.boolean().optional(),
  choices: z
    .array(z.object({ key: z.string(), label: Label }))
    .min(2)
    .optional(),
  facet: z.boolean().optional(),
} satisfies Checks<BlockSetting>;

const blockKind = {
  key: Key,
  label: Label,
  description: Label,
  v: z.number().int().min(1),
  upgrade: Func.optional(),
  places: z.array(z.enum(homePlaces)).min(1),
  settings: z.array(z.strictObject(blockSetting)),
  needs: Func,
  columns: z.boolean().optional(),
} satisfies Checks<BlockKind>;

const provided = {
  fieldTypes: z.array(z.object(fieldType)).optional(),
  mediaHandlers: z.array(z.object(mediaHandler)).optional(),
  blocks: z.array(z.strictObject(blockKind)).optional(),
} satisfies Checks<PluginProvides>;
const ProvidesShape = z.strictObject(provided);

const definition = {
  name: Key,
  version: z.string().refine((version) => semver.valid(version) !== null, 'must be a version, like 1.2.3'),
  compatible: z.string().regex(/^\^\d+\.\d+\.\d+$/, 'must be a caret range, like ^1.0.0'),
  options: Schema.optional(),
  // What is in it is looked at once the options are known.
  provides: z.custom<PluginDefinition['provides']>(
    (value) => isFunction(value) || (typeof value === 'object' && value !== null),
    'must be an object or a function of the options',
  ),
} satisfies Checks<PluginDefinition>;
const DefinitionShape = z.strictObject(definition);

function firstIssue(error: z.ZodError, where: string): string {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    return `${[where, ...issue.path].join('.')} has ${issue.keys.join(', ')}, which is not an extension point`;
  }
  const place = [where, ...issue.path].join('.');
  return `${place} ${issue.code === 'invalid_type' ? `is missing or wrong (${issue.message})` : issue.message}`;
}

/** By the rule of npm: nothing asked for that this contract does not have, and no version that breaks what was before. */
export function isCompatible(range: string, version: string = pluginContractVersion): boolean {
  return semver.satisfies(version, range);
}

/** Reads a definition as strangers write them: nothing is believed before it was looked at. */
export function checkDefinition(folder: string, found: unknown): PluginDefinition {
  if (typeof found !== 'object' || found === null) {
    throw new BrokenPlugin(folder, 'plugin.ts has no default export made by definePlugin');
  }
  const parsed = DefinitionShape.safeParse(found);
  if (!parsed.success) throw new BrokenPlugin(folder, firstIssue(parsed.error, 'definition'));
  const definition = found as PluginDefinition;
  if (definition.name !== folder) {
    throw new BrokenPlugin(folder, `it calls itself "${definition.name}", but a plugin is called like its folder`);
  }
  if (!isCompatible(definition.compatible)) {
    throw new BrokenPlugin(
      folder,
      `it was written for contract ${definition.compatible}, and this platform offers ${pluginContractVersion}`,
    );
  }
  return definition;
}

/** Settles the options and with them what the plugin brings. */
export function checkProvides(definition: PluginDefinition, given: unknown): PluginProvides {
  const { name } = definition;
  if (given !== undefined && !definition.options) throw new BrokenPlugin(name, 'it takes no options, and some are set');
  const options = definition.options?.safeParse(given ?? {});
  if (options && !options.success) throw new BrokenPlugin(name, firstIssue(options.error, 'options'));
  let provides: PluginProvides;
  try {
    provides =
      typeof definition.provides === 'function' ? definition.provides(options?.data as never) : definition.provides;
  } catch (error) {
    throw new BrokenPlugin(name, `provides() failed: ${(error as Error).message}`, { cause: error });
  }
  const parsed = ProvidesShape.safeParse(provides);
  if (!parsed.success) throw new BrokenPlugin(name, firstIssue(parsed.error, 'provides'));
  for (const { key } of provides.blocks ?? []) {
    // Pages find the views of blocks by the names of their folders.
    if (name !== `block-${key}`)
      throw new BrokenPlugin(name, `the block "${key}" must come in a plugin called "block-${key}"`);
  }
  for (const type of provides.fieldTypes ?? []) {
    // A field that a librarian has just added has no options yet, and must be usable all the same.
    if (!type.options.safeParse({}).success) {
      throw new BrokenPlugin(name, `the options of field type "${type.key}" do not have a default each`);
    }
  }
  return provides;
}

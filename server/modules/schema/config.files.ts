import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { ConfigFile, type TravellingVocabulary } from '../../contract/config.file.js';
import { Problem } from '../../contract/problems.js';
import { AccessService } from '../access/access.service.js';
import { AuthorityService } from '../authority/authority.service.js';
import { CollectionMakerService } from './collection.maker.service.js';
import type { ConfigParts } from './config.renew.js';
import { withoutLinks, withoutOwn, withoutShown } from './config.travel.js';
import { vocabulariesOf } from './field.options.js';
import { OfferedTemplates } from './offered.templates.js';
import { type CollectionRow, SchemaService } from './schema.service.js';
import { shapeFaults } from './shape.faults.js';
import { withFormerReach } from './templates/former.reach.js';
import { withFormerRoles } from './templates/former.roles.js';

/** Deeper than any configuration is, and shallow enough to be walked. */
const deepest = 40;

/** Configuration that leaves its collection: as a file, as a copy, as a template for others. */
@Injectable()
export class ConfigFiles {
  constructor(
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly maker: CollectionMakerService,
    private readonly authorities: AuthorityService,
    private readonly offered: OfferedTemplates,
  ) {}

  async export(pid: string): Promise<ConfigFile> {
    return this.fileOf(await this.schema.byPid(pid), withoutOwn);
  }

  /** Nothing of a file is believed: shape, size, depth, and that all it names is there and fits together. */
  async import(
    caller: Caller,
    libraryPid: string,
    body: Input<'POST /libraries/:library/collections/import'>['body'],
  ): Promise<CollectionRow> {
    const { id } = await this.access.mustFind('library', libraryPid);
    const file = read(body.file);
    // Whoever wrote it, it was not here: what it points to is somebody else's.
    Object.assign(file, withoutLinks(file));
    const { slug, audiences } = body;
    const given = { slug, audiences, name: body.name ?? file.name, description: file.description };
    return this.maker.fromFile(caller, id, given, file, 'file');
  }

  async clone(
    caller: Caller,
    pid: string,
    body: Input<'POST /collections/:collection/clone'>['body'],
  ): Promise<CollectionRow> {
    const target = await this.access.assertOn(caller, 'collection.create', 'library', body.library);
    const source = await this.schema.byPid(pid);
    const { slug, name, audiences } = body;
    const given = { slug, name, audiences, description: source.description };
    const file = await this.fileOf(source, target.id === source.libraryId ? withoutShown : withoutOwn);
    return this.maker.fromFile(caller, target.id, given, file, source.templateKey);
  }

  async offer(
    caller: Caller,
    pid: string,
    { scope, name, description }: Input<'POST /collections/:collection/templates'>['body'],
  ): Promise<Answer<'POST /collections/:collection/templates'>> {
    const row = await this.schema.byPid(pid);
    if (scope === 'platform') this.access.assert(caller, 'platform.edit', {});
    const file = { ...(await this.fileOf(row, withoutOwn)), name, description };
    return this.offered.offer(caller, scope === 'platform' ? null : row.libraryId, file);
  }

  private async fileOf(row: CollectionRow, leave: (parts: ConfigParts) => ConfigParts): Promise<ConfigFile> {
    const { schema, presentation } = leave(await this.schema.configOf(row.id));
    const keys = schema.fields.filter((field) => !field.removed).flatMap(vocabulariesOf);
    const found = await this.authorities.vocabularies(keys, row.libraryId);
    const vocabularies = [...found.values()].map(({ row: { key, name, ordered }, terms }): TravellingVocabulary => {
      const travelling = terms.map(({ code, label, variants, parents, fromYear, toYear }) => ({
        code,
        label,
        variants,
        parent: parents[0] ?? null,
        fromYear,
        toYear,
      }));
      return { key, name, ordered, terms: travelling };
    });
    const { name, description, kind } = row;
    return { format: 'linlang.collection', version: 3, name, description, kind, schema, presentation, vocabularies };
  }
}

function depthOf(value: unknown): number {
  // By hand and level by level: a file nested a million times must not end the process that reads it.
  let level: unknown[] = [value];
  for (let depth = 0; ; depth++) {
    level = level.flatMap((one) => (one !== null && typeof one === 'object' ? Object.values(one) : []));
    if (level.length === 0 || depth > deepest) return depth;
  }
}

function read(given: unknown): ConfigFile {
  const refuse = (path: string, code: string, params: Record<string, unknown> = {}): never => {
    throw new Problem('config.invalid', {}, [{ path, code, params }]);
  };
  if (typeof given !== 'object' || given === null || (given as { format?: unknown }).format !== 'linlang.collection') {
    return refuse('file', 'file.not-config');
  }
  if (depthOf(given) > deepest) return refuse('file', 'file.too-deep');
  const { version } = given as { version?: unknown };
  if (version !== 1 && version !== 2 && version !== 3)
    return refuse('file.version', 'file.other-version', { version: String(version) });
  const parsed = ConfigFile.safeParse(given);
  if (!parsed.success) {
    throw new Problem(
      'config.invalid',
      {},
      shapeFaults(parsed.error.issues.slice(0, 100), given).map(({ path, fault, params }) => ({
        path: ['file', ...path].join('.'),
        code: `shape.${fault}`,
        params,
      })),
    );
  }
  for (const { key, terms } of parsed.data.vocabularies) {
    const seen = new Set<string>();
    for (const { code, parent } of terms) {
      const path = `file.vocabularies.${key}.${code}`;
      if (seen.has(code)) refuse(path, 'term.code-taken', { code });
      if (parent !== null && !seen.has(parent)) refuse(path, 'term.no-parent', { code, parent });
      seen.add(code);
    }
  }
  const { schema, ...file } = parsed.data;
  const roled = version === 1 ? withFormerRoles(schema) : schema;
  return { ...file, version: 3, schema: version === 3 ? roled : withFormerReach(roled) };
}

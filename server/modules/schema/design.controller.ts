import { Controller } from '@nestjs/common';
import { z } from 'zod';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Json } from '../../contract/values.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { CollectionService } from './collection.service.js';
import { ConfigFiles } from './config.files.js';
import { ConfigService } from './config.service.js';
import { ConversionService } from './conversion.service.js';
import { FieldHolders } from './field.holders.service.js';
import { OfferedTemplates } from './offered.templates.js';

/** Designing a collection: what is wrong, what differs, putting it in force, and carrying it elsewhere. */
@Controller()
export class DesignController {
  constructor(
    private readonly plugins: PluginHost,
    private readonly collections: CollectionService,
    private readonly configs: ConfigService,
    private readonly files: ConfigFiles,
    private readonly offered: OfferedTemplates,
    private readonly conversions: ConversionService,
    private readonly holders: FieldHolders,
  ) {}

  @Serve('GET /field-types')
  types(): Answer<'GET /field-types'> {
    const rows = [...this.plugins.fieldTypes].map(([key, type]) => {
      const plain = type.options.safeParse({});
      return {
        key,
        options: z.toJSONSchema(type.options, { io: 'input', unrepresentable: 'any' }) as Record<string, Json>,
        fullText: plain.success ? (type.fullText?.(plain.data) ?? null) : null,
      };
    });
    return { rows };
  }

  @Serve('GET /block-kinds')
  blocks(): Answer<'GET /block-kinds'> {
    const rows = [...this.plugins.blocks.values()].map(
      ({ key, label, description, v, places, settings, columns = false }) => ({
        ...{ key, label, description, v, columns },
        places: [...places],
        settings: settings.map((setting) => ({ ...setting })),
      }),
    );
    return { rows };
  }

  @Serve('POST /conversions')
  convert(@In() { body }: Input<'POST /conversions'>, @By() caller: Caller) {
    return this.conversions.of(caller, body.texts);
  }

  @Serve('GET /collections/:collection/fields/:field/use')
  use(@In() { params }: Input<'GET /collections/:collection/fields/:field/use'>) {
    return this.holders.of(params.collection, params.field);
  }

  @Serve('GET /collections/:collection/drafts/problems')
  problems(@In() { params }: Input<'GET /collections/:collection/drafts/problems'>) {
    return this.configs.problems(params.collection);
  }

  @Serve('POST /collections/:collection/drafts/publish')
  async publish(@In() { params, body }: Input<'POST /collections/:collection/drafts/publish'>, @By() caller: Caller) {
    const { note, ...seen } = body;
    const job = await this.configs.publish(caller, params.collection, seen, note);
    return { ...(await this.collections.detail(params.collection)), job };
  }

  @Serve('GET /collections/:collection/versions/:part/:number')
  version(@In() { params }: Input<'GET /collections/:collection/versions/:part/:number'>) {
    return this.configs.version(params.collection, params.part, params.number);
  }

  @Serve('GET /collections/:collection/diff')
  diff(@In() { params, query }: Input<'GET /collections/:collection/diff'>) {
    return this.configs.diff(params.collection, query);
  }

  @Serve('GET /collections/:collection/export')
  export(@In() { params }: Input<'GET /collections/:collection/export'>) {
    return this.files.export(params.collection);
  }

  @Serve('POST /libraries/:library/collections/import')
  async import(@In() { params, body }: Input<'POST /libraries/:library/collections/import'>, @By() caller: Caller) {
    return this.collections.detail((await this.files.import(caller, params.library, body)).pid);
  }

  @Serve('POST /collections/:collection/clone')
  async clone(@In() { params, body }: Input<'POST /collections/:collection/clone'>, @By() caller: Caller) {
    return this.collections.detail((await this.files.clone(caller, params.collection, body)).pid);
  }

  @Serve('POST /collections/:collection/templates')
  offer(@In() { params, body }: Input<'POST /collections/:collection/templates'>, @By() caller: Caller) {
    return this.files.offer(caller, params.collection, body);
  }

  @Serve('DELETE /templates/:template')
  removeTemplate(@In() { params }: Input<'DELETE /templates/:template'>, @By() caller: Caller) {
    return this.offered.remove(caller, params.template);
  }
}

import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { systemCaller } from '../../contract/caller.js';
import type { LocalizedText } from '../../contract/localized.js';
import { Database } from '../../platform/database/database.js';
import { AgentService } from '../authority/agent.service.js';
import { PlaceService } from '../authority/place.service.js';
import { demoPath } from './demo.content.js';
import type { RecordFinder } from './demo.values.js';

interface DemoName {
  /** How works write it. */
  as: string[];
  name: LocalizedText;
  variants: string[];
  variantKinds: Record<string, 'courtesy'>;
  /** Slug of the library that owns it; without one it is the platform's. */
  library?: string;
}
type DemoAgent = DemoName & Pick<Parameters<AgentService['create']>[1], 'kind' | 'dynasty' | 'birthYear' | 'deathYear'>;
type DemoPlace = DemoName & Pick<Parameters<PlaceService['create']>[1], 'modernName' | 'latitude' | 'longitude'>;

interface Known {
  pid: string;
  /** Null: any library may use it. */
  library: string | null;
}

/** The people, houses and places that the demo's works name, as records that they are linked to. */
@Injectable()
export class DemoAuthorities {
  constructor(
    private readonly db: Database,
    private readonly agents: AgentService,
    private readonly places: PlaceService,
  ) {}

  /** Makes those that a first attempt did not come to. */
  async load(): Promise<(library: string) => RecordFinder> {
    const text = await readFile(demoPath('authorities.json'), 'utf8');
    const given = JSON.parse(text) as { agents: DemoAgent[]; places: DemoPlace[] };
    const caller = systemCaller('demo');
    const known = {
      agent: await this.all('agent', given.agents, (body) => this.agents.create(caller, body)),
      place: await this.all('place', given.places, (body) => this.places.create(caller, body)),
    };
    return (library) => (kind, name) => {
      const found = known[kind].get(name);
      return found && (found.library === null || found.library === library) ? found.pid : undefined;
    };
  }

  private async all<Given extends DemoName>(
    kind: 'agent' | 'place',
    given: readonly Given[],
    create: (body: Omit<Given, 'as' | 'library'> & { library: string | null }) => Promise<{ pid: string }>,
  ): Promise<Map<string, Known>> {
    const known = new Map<string, Known>();
    for (const { as, library: slug, ...body } of given) {
      const owner = await this.db.one<{ id: number; pid: string }>('SELECT id, pid FROM library WHERE slug = $1', [
        slug ?? null,
      ]);
      const before = await this.db.one<{ pid: string }>(
        `SELECT pid FROM ${kind} WHERE name ->> 'zh-CN' = $1 AND library_id IS NOT DISTINCT FROM $2`,
        [body.name['zh-CN'], owner?.id ?? null],
      );
      const { pid } = before ?? (await create({ ...body, library: owner?.pid ?? null }));
      for (const name of as) known.set(name, { pid, library: slug ?? null });
    }
    return known;
  }
}

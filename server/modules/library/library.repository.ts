import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { LibraryBrand } from '../../contract/api/library.routes.js';
import type { LocalizedText } from '../../contract/localized.js';
import { Database } from '../../platform/database/database.js';
import { HostEntity } from './host.entity.js';
import { LibraryEntity } from './library.entity.js';
import { type LibraryRow, librarySelect } from './library.row.js';

export interface NewLibrary {
  pid: string;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  brand: LibraryBrand;
  quotaBytes: number | null;
}

/** What of a library people change; what is not given stays. */
export type LibraryChange = Partial<
  Omit<NewLibrary, 'pid'> & Pick<LibraryRow, 'state' | 'labels' | 'campusRanges' | 'terminalRanges'>
>;

/** Libraries with their hosts. Read with one statement, since every page needs them. */
@Injectable()
export class LibraryRepository {
  constructor(private readonly database: Database) {}

  byId(id: number): Promise<LibraryRow | undefined> {
    return this.database.one<LibraryRow>(`${librarySelect} WHERE l.id = $1`, [id]);
  }

  byPid(pid: string): Promise<LibraryRow | undefined> {
    return this.database.one<LibraryRow>(`${librarySelect} WHERE l.pid = $1`, [pid]);
  }

  bySlug(slug: string): Promise<LibraryRow | undefined> {
    return this.database.one<LibraryRow>(`${librarySelect} WHERE l.slug = $1`, [slug]);
  }

  byHost(hostname: string): Promise<LibraryRow | undefined> {
    return this.database.one<LibraryRow>(
      `${librarySelect} WHERE l.id = (SELECT library_id FROM library_host WHERE host = lower($1))`,
      [hostname],
    );
  }

  lock(pid: string): Promise<LibraryRow | undefined> {
    return this.database.one<LibraryRow>(`${librarySelect} WHERE l.pid = $1 FOR UPDATE OF l`, [pid]);
  }

  async create(library: NewLibrary): Promise<number> {
    const { pid, slug, name, description, brand, quotaBytes } = library;
    const { identifiers } = await this.libraries.insert({ pid, slug, name, description, brand, quotaBytes });
    return (identifiers[0] as { id: number }).id;
  }

  /** Each change is another version. */
  async change(id: number, change: LibraryChange): Promise<void> {
    const { slug, name, description, brand, quotaBytes, state, labels, campusRanges, terminalRanges } = change;
    await this.libraries.update(
      { id },
      { slug, name, description, brand, quotaBytes, state, labels, campusRanges, terminalRanges },
    );
  }

  /** Of another library, which answers there already. */
  async hostTaken(id: number, hosts: string[]): Promise<string | undefined> {
    const taken = await this.hosts.findOneBy({ host: In(hosts), libraryId: Not(id) });
    return taken?.host;
  }

  async dropHosts(id: number, but: string[]): Promise<void> {
    await this.hosts.delete({ libraryId: id, host: Not(In(but)) });
  }

  /** Those it has already among them. */
  async addHosts(id: number, hosts: string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO library_host (host, library_id) SELECT DISTINCT host, $1::bigint FROM unnest($2::text[]) AS host
       ON CONFLICT (host) DO NOTHING`,
      [id, hosts],
    );
  }

  private get libraries() {
    return this.database.rows(LibraryEntity);
  }

  private get hosts() {
    return this.database.rows(HostEntity);
  }
}

import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { systemCaller } from '../../contract/caller.js';
import type { Grant } from '../../contract/permissions.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { AccountService } from '../account/account.service.js';
import { JobService } from '../job/job.service.js';
import { LibraryEditor } from '../library/library.editor.js';
import { CollectionMakerService } from '../schema/collection.maker.service.js';
import { type DemoLibrary, demoIndex } from './demo.content.js';

/** Without signs that are taken for one another. Sixteen of them cannot be guessed. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
const group = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('');
const newPassword = () => Array.from({ length: 4 }, group).join('-');

/** One of the demo's people, as the note lists them. */
interface Person {
  email: string;
  password: string;
  as: string;
}

const pollMs = 500;

/** The first-run demo: libraries and people at once, the works by a job of the workers. */
@Injectable()
export class DemoService {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
    private readonly accounts: AccountService,
    private readonly libraries: LibraryEditor,
    private readonly maker: CollectionMakerService,
    private readonly jobs: JobService,
  ) {}

  /** Fills an empty platform, and waits until everything in it can be seen. Says what it is doing, line by line. */
  async fill(say: (line: string) => void): Promise<void> {
    const job = await this.begin();
    if (!job) return say('there is something here already: nothing was added');
    let last = '';
    for (;;) {
      const line = await this.progress(job);
      if (line.text !== last) say(line.text);
      last = line.text;
      if (line.failed) throw new Error('the demo job failed; the jobs page of the console says why');
      if (line.over) return;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private async begin(): Promise<string | undefined> {
    const before = await this.db.one<{ pid: string; state: string }>(
      `SELECT pid, state FROM job WHERE kind = 'demo.load' ORDER BY id DESC LIMIT 1`,
    );
    if (before?.state === 'done') return undefined;
    if (before && ['failed', 'stopped'].includes(before.state)) await this.jobs.retry(before.pid, systemCaller('demo'));
    if (before) return before.pid;
    if (await this.db.one(`SELECT 1 FROM library LIMIT 1`)) return undefined;
    const people: Person[] = [];
    const pid = await this.db.transaction(async () => {
      const { libraries, collections } = await demoIndex();
      const ids = new Map<string, number>();
      for (const library of libraries) ids.set(library.slug, await this.library(library, people));
      for (const [ord, one] of collections.entries()) {
        await this.maker.fromTemplate(systemCaller('demo'), ids.get(one.library)!, {
          template: one.template,
          slug: one.key,
          name: one.name,
          description: one.description,
        });
        await this.db.query(`UPDATE collection SET ord = $3 WHERE library_id = $1 AND slug = $2`, [
          ids.get(one.library),
          one.key,
          ord,
        ]);
      }
      const all = { role: 'platform-admin', libraryId: null, collectionId: null } as const;
      people.unshift(await this.person('admin', '平台管理员', 'platform / 平台', all));
      return this.jobs.enqueue('demo.load', {}, { key: 'demo' });
    });
    await this.leaveNote(people);
    return pid;
  }

  private async library(library: DemoLibrary, people: Person[]): Promise<number> {
    const row = await this.libraries.create(systemCaller('demo'), {
      params: undefined,
      query: undefined,
      body: {
        slug: library.slug,
        name: library.name,
        description: library.description,
        brand: { color: library.colour.toLowerCase(), seal: library.glyph, logo: null },
        hosts: [],
        quotaBytes: null,
      },
    });
    await this.libraries.change(systemCaller('demo'), {
      params: { library: row.pid },
      query: undefined,
      body: { version: row.version, campusRanges: library.networks },
    });
    const scope = (await this.db.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [row.pid]))!.id;
    const staff = [
      ['library-admin', '馆员', 'library admin / 馆管理员'],
      ['reviewer', '审核', 'reviewer / 审核'],
      ['cataloger', '编目', 'cataloger / 编目'],
      ['reader', '读者', 'reader / 读者'],
    ] as const;
    for (const [role, name, as] of staff) {
      const local = role === 'library-admin' ? library.slug : `${library.slug}.${role}`;
      const full = `${library.name['zh-CN']?.replace('图书馆', '') ?? library.slug}${name}`;
      people.push(await this.person(local, full, as, { role, libraryId: scope, collectionId: null }));
    }
    return scope;
  }

  private async person(local: string, name: string, as: string, grant: Grant): Promise<Person> {
    const one = { email: `${local}@demo.example`, password: newPassword(), as };
    await this.accounts.ensureAccount({ email: one.email, name, password: one.password, grants: [grant] });
    return one;
  }

  /** Left where only the operator can read it: each of the demo's people has a password, made for this installation. */
  private async leaveNote(people: Person[]): Promise<void> {
    const lines = [
      `Sign in / 登录: ${this.config.env.publicUrl}/console`,
      ...people.map(({ email, password, as }) => `  ${email.padEnd(32)}${password}  ${as}`),
      '',
    ];
    await writeFile(join(this.config.env.DATA_DIR, 'sign-in.txt'), lines.join('\n'), { mode: 0o600 });
  }

  private async progress(job: string): Promise<{ text: string; over: boolean; failed: boolean }> {
    const row = await this.db.one<{
      state: string;
      done: number;
      total: number | null;
      waiting: number;
      failed: number;
      derived: number;
      unindexed: number;
    }>(
      `SELECT job.state, job.done_count AS done, job.total_count AS total,
         (SELECT count(*) FROM job derive WHERE derive.kind = 'media.derive' AND derive.state IN ('queued', 'running')) AS waiting,
         (SELECT count(*) FROM job derive WHERE derive.kind = 'media.derive' AND derive.state = 'failed') AS failed,
         (SELECT count(*) FROM job derive WHERE derive.kind = 'media.derive' AND derive.state = 'done') AS derived,
         (SELECT count(*) FROM search_outbox) AS unindexed
       FROM job WHERE job.pid = $1`,
      [job],
    );
    const { state, done, total, waiting, derived, failed, unindexed } = row!;
    return {
      text: `works ${done}/${total ?? '…'}, pictures ${derived}/${derived + waiting}${failed > 0 ? ` (${failed} failed)` : ''}`,
      over: state === 'done' && waiting === 0 && unindexed === 0,
      failed: state === 'failed' || state === 'stopped',
    };
  }
}

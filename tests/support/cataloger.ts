import { createHash } from 'node:crypto';
import { comesTrue } from './eventually.js';
import { fileForm, picture } from './pictures.js';
import { completeValues, type SeededCollection } from './seed.js';
import type { Reply } from './visitor.js';

/** What the platform has promised about one item, and what it was asked while it died. */
export interface Promised {
  pid: string;
  title: string;
  /** Titles of saves that were never answered: each may or may not have happened. */
  maybeTitles: Set<string>;
  public: boolean | 'unknown';
  /** By name, the hash of their bytes. */
  files: Map<string, string>;
  triedFiles: Map<string, string>;
}

/**
 * Until so many more requests of theirs were answered: a blow at such a moment meets the others in the middle of theirs,
 * on a fast machine as on a slow one.
 */
export const answeredBy = (people: Cataloger[], more: number): Promise<void> => {
  const sum = () => people.reduce((all, one) => all + one.answered, 0);
  const before = sum();
  return comesTrue(() => sum() >= before + more, { withinMs: 120_000, everyMs: 2 });
};

/** Until each of them has met what became of the platform, with an answer or without one. */
export const metBy = (people: Cataloger[]): Promise<void> => {
  const met = people.map((one) => one.answered + one.unanswered);
  const each = () => people.every((one, at) => one.answered + one.unanswered > met[at]!);
  return comesTrue(each, { withinMs: 120_000, everyMs: 10 });
};

export class Cataloger {
  readonly items = new Map<string, Promised>();
  private stopping = false;
  private turn = 0;
  answered = 0;
  unanswered = 0;

  constructor(
    private readonly seeded: SeededCollection,
    private readonly roll: () => number,
    private readonly name: string,
  ) {}

  stop(): void {
    this.stopping = true;
  }

  /** One thing after another until told to stop; a dead server only makes it wait. */
  async work(): Promise<void> {
    this.stopping = false;
    while (!this.stopping) {
      try {
        await this.step();
        this.answered++;
      } catch (error) {
        if (!(error as { code?: string }).code) throw error;
        this.unanswered++;
        await comesTrue(async () => this.stopping || (await this.served()), { withinMs: 120_000, everyMs: 30 });
      }
    }
  }

  /** Whether the server is there again, or is about to be told to stop asking. */
  private served(): Promise<boolean> {
    return this.seeded.admin.get('!/readyz').then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  private async step(): Promise<void> {
    const chosen = [...this.items.values()];
    const item = chosen[Math.floor(this.roll() * chosen.length)];
    const what = this.roll();
    if (!item || (what < 0.15 && chosen.length < 12)) return this.create();
    if (what < 0.4) return this.save(item);
    if (what < 0.7) return this.upload(item);
    if (what < 0.9) return this.publish(item);
    return this.withdraw(item);
  }

  private expectGood(reply: Reply, ...alsoFine: string[]): boolean {
    if (reply.status < 300) return true;
    // The database was away: this may have happened or not, as if nothing had been answered.
    if (reply.body?.code === 'server.unavailable') {
      throw Object.assign(new Error('unavailable'), { code: 'server.unavailable' });
    }
    if (reply.body && alsoFine.includes(reply.body.code as string)) return false;
    throw new Error(`${reply.status} ${reply.text.slice(0, 500)}`);
  }

  private async create(): Promise<void> {
    const title = `錢塘札${this.name}${++this.turn}`;
    const identifier = `${this.name}-${this.turn}`;
    const { admin, collection } = this.seeded;
    const reply = await admin.post(`/collections/${collection.pid}/items`, {
      values: completeValues(collection.schema, title, identifier),
    });
    this.expectGood(reply);
    this.items.set(reply.body.pid as string, {
      pid: reply.body.pid as string,
      title,
      maybeTitles: new Set(),
      public: false,
      files: new Map(),
      triedFiles: new Map(),
    });
  }

  private async head(item: Promised): Promise<Reply['body']> {
    const reply = await this.seeded.admin.get(`/items/${item.pid}`);
    this.expectGood(reply);
    return reply.body;
  }

  private async save(item: Promised): Promise<void> {
    const head = await this.head(item);
    const title = `錢塘札${this.name}${++this.turn}改`;
    const values = {
      ...head.values,
      ...completeValues(this.seeded.collection.schema, title, head.identifier as string),
    };
    item.maybeTitles.add(title);
    const reply = await this.seeded.admin.put(`/items/${item.pid}`, { version: head.version, values });
    if (!this.expectGood(reply, 'item.changed')) return;
    item.title = title;
    item.maybeTitles.clear();
  }

  private async upload(item: Promised): Promise<void> {
    const name = `${this.name}-${++this.turn}.png`;
    const bytes = await picture(this.turn * 97 + this.name.charCodeAt(0) * 7919);
    const form = fileForm(name, bytes);
    item.triedFiles.set(name, sha256(bytes));
    this.expectGood(await this.seeded.admin.send('POST', `/items/${item.pid}/files`, form));
    item.files.set(name, sha256(bytes));
  }

  private async publish(item: Promised): Promise<void> {
    const head = await this.head(item);
    if (head.state === 'withdrawn') {
      this.expectGood(await this.seeded.admin.post(`/items/${item.pid}/restore`), 'item.wrong-state');
      return;
    }
    const before = item.public;
    item.public = before === true ? true : 'unknown';
    const reply = await this.seeded.admin.post(`/items/${item.pid}/publish`, { version: head.version });
    item.public = this.expectGood(reply, 'item.changed', 'item.wrong-state') ? true : before;
  }

  private async withdraw(item: Promised): Promise<void> {
    if (item.public !== true) return;
    item.public = 'unknown';
    this.expectGood(await this.seeded.admin.post(`/items/${item.pid}/withdraw`, {}));
    item.public = false;
  }

  /** Compares what is there with what was promised, and takes note of what unanswered requests did. */
  async verify(): Promise<void> {
    for (const item of this.items.values()) {
      const head = await this.head(item);
      expect([item.title, ...item.maybeTitles]).toContain(head.title);
      item.title = head.title as string;
      item.maybeTitles.clear();
      if (item.public === 'unknown') item.public = head.public as boolean;
      expect({ pid: item.pid, public: head.public }).toEqual({ pid: item.pid, public: item.public });
      const names = (head.pages as { file: { name: string } | null }[]).map((page) => page.file?.name ?? '');
      expect(names).toHaveLength(new Set(names).size);
      for (const name of item.files.keys()) expect(names).toContain(name);
      for (const name of names) expect([...item.triedFiles.keys()]).toContain(name);
      item.files = new Map(names.map((name) => [name, item.triedFiles.get(name)!]));
    }
  }

  /** Every file is there to its last byte. Answers with how many were looked at. */
  async verifyBytes(): Promise<number> {
    let looked = 0;
    for (const item of this.items.values()) {
      const pages = (await this.head(item)).pages as { pid: string; file: { name: string } | null }[];
      for (const page of pages) {
        const whole = await this.bytesOf(page.pid);
        expect({ name: page.file?.name, hash: sha256(whole) }).toEqual({
          name: page.file?.name,
          hash: item.files.get(page.file?.name ?? ''),
        });
        looked++;
      }
    }
    return looked;
  }

  private async bytesOf(page: string): Promise<Buffer> {
    const { url, cookie } = this.seeded.admin;
    const answer = await fetch(`${url}/p/${page}/original`, { headers: { cookie: cookie ?? '' } });
    if (!answer.ok) throw new Error(`${answer.status} for the bytes of ${page}`);
    return Buffer.from(await answer.arrayBuffer());
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

import { completeValues, good } from '../../support/seed.js';
import { tone } from '../../support/media-samples.js';
import { fileForm, picture } from '../../support/pictures.js';
import type { CollectionSchema } from '../../../server/contract/collection.js';
import type { Visitor } from '../../support/visitor.js';

export interface Ref {
  pid: string;
}
export interface ItemRef extends Ref {
  version: number;
  collection: string;
}
export interface FilledItem extends ItemRef {
  page: string;
  file: string;
}

let number = 0;
/** Every picture and every name is a new one: nothing is found to be there already. */
export const next = (): number => ++number;

/** Something to hear that says so in words, as a browser sends it. */
export const captionForm = (said: string) =>
  fileForm('said.vtt', Buffer.from(`WEBVTT\n\n00:00.000 --> 00:01.000\n${said}\n`), 'text/vtt');

/**
 * One library as its own people furnished it, all through the API. Whatever outsiders must never come across
 * carries `secret` in its name.
 */
export class Tenant {
  library!: Ref & { slug: string };
  main!: Ref & { schema: CollectionSchema };
  side!: Ref & { schema: CollectionSchema };
  published!: FilledItem;
  draft!: FilledItem;
  agent!: Ref;
  /** Named by something that everybody may see. */
  known!: Ref;
  place!: Ref;
  vocabulary!: Ref;
  term!: Ref;

  constructor(
    readonly slug: string,
    /** Of the library: it may do all that anybody there may. */
    readonly admin: Visitor,
  ) {}

  get secret(): string {
    return `secret-${this.slug}`;
  }

  async furnish(): Promise<void> {
    this.main = await this.collection(`${this.slug}-main`);
    this.side = await this.collection(`${this.slug}-side`);
    const open = await this.filled(`${this.slug} open to all`, this.slug);
    this.published = await this.publish(await this.write(open, `${this.slug} words on a page`));
    this.draft = await this.write(await this.filled(`${this.secret} draft`), `${this.secret} words on a page`);
    const library = this.library.pid;
    this.agent = good(await this.admin.post('/agents', { library, name: { en: `${this.secret} agent` } }));
    this.known = good(await this.admin.post('/agents', { library, name: { en: `${this.slug} known` } }));
    await this.publish(await this.letter(`${this.slug} from somebody known`, this.known));
    await this.letter(`${this.secret} letter`, this.agent);
    this.place = good(await this.admin.post('/places', { library, name: { en: `${this.secret} place` } }));
    this.vocabulary = await this.freshVocabulary();
    this.term = await this.freshTerm();
  }

  /** Closed to readers from the start. */
  async collection(slug: string): Promise<Ref & { schema: CollectionSchema }> {
    const name = { 'zh-CN': `${slug}特藏`, en: slug };
    return good(
      await this.admin.post(`/libraries/${this.library.pid}/collections`, { template: 'letter', slug, name }),
    );
  }

  freshCollection(): Promise<Ref & { schema: CollectionSchema }> {
    return this.collection(`${this.slug}-more-${next()}`);
  }

  values(title: string) {
    return completeValues(this.main.schema, title, `${this.slug}-${next()}`);
  }

  async item(title = `${this.secret} item ${next()}`): Promise<ItemRef> {
    const made = good(await this.admin.post(`/collections/${this.main.pid}/items`, { values: this.values(title) }));
    return { pid: made.pid as string, version: made.version as number, collection: this.main.pid };
  }

  async letter(title: string, { pid: ref }: Ref): Promise<ItemRef> {
    const sender = this.main.schema.fields.find(({ key }) => key === 'sender')!.id;
    const values = { ...this.values(title), [sender]: [{ value: { name: title, ref } }] };
    const made = good(await this.admin.post(`/collections/${this.main.pid}/items`, { values }));
    return { pid: made.pid as string, version: made.version as number, collection: this.main.pid };
  }

  async filled(title = `${this.secret} item ${next()}`, name = this.secret): Promise<FilledItem> {
    const item = await this.item(title);
    const { file, page } = await this.upload(item.pid, 'append', name);
    const { version } = good(await this.admin.get(`/items/${item.pid}`));
    return { ...item, version: version as number, page: page!, file };
  }

  async write(item: FilledItem, text: string): Promise<FilledItem> {
    const body = { version: item.version, lines: [{ text }] };
    const { version } = good(await this.admin.put(`/items/${item.pid}/pages/${item.page}/text`, body));
    return { ...item, version: version as number };
  }

  async upload(
    item: string,
    page: 'append' | 'none',
    name = this.secret,
  ): Promise<{ file: string; page: string | undefined }> {
    const form = fileForm(`${name}-${next()}.png`, await picture(next(), 120, 160));
    const { files } = good(await this.admin.send('POST', `/items/${item}/files?page=${page}`, form));
    return { file: files[0].file.pid as string, page: files[0].pages[0] as string | undefined };
  }

  /** Something to hear, with what is said in it. */
  async captioned(title: string): Promise<FilledItem & { caption: string }> {
    const item = await this.item(title);
    const sound = fileForm(`${title}.wav`, tone(1), 'audio/wav');
    const { files } = good(await this.admin.send('POST', `/items/${item.pid}/files`, sound));
    const file = files[0].file.pid as string;
    const made = await this.admin.send('POST', `/files/${file}/captions?language=en&label=en`, captionForm(title));
    const { version } = good(await this.admin.get(`/items/${item.pid}`));
    return { ...item, version, page: files[0].pages[0], file, caption: good(made).pid };
  }

  async publish<T extends ItemRef>(item: T): Promise<T> {
    const { version } = good(await this.admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    return { ...item, version: version as number };
  }

  /** On its way to readers, or back from them: its title is no secret. */
  passing(): Promise<ItemRef> {
    return this.item(`${this.slug} passing ${next()}`);
  }

  async submitted(): Promise<ItemRef> {
    const item = await this.passing();
    const { version } = good(await this.admin.post(`/items/${item.pid}/submit`, { version: item.version }));
    return { ...item, version: version as number };
  }

  /** A published item that has a part. */
  async family(): Promise<ItemRef> {
    const whole = await this.publish(await this.passing());
    const part = await this.passing();
    const links = [{ kind: 'part-of', to: whole.pid }];
    const said = good(await this.admin.put(`/items/${part.pid}/links`, { version: part.version, links }));
    await this.publish({ ...part, version: said.version as number });
    return whole;
  }

  async withdrawn(): Promise<ItemRef> {
    const item = await this.publish(await this.passing());
    good(await this.admin.post(`/items/${item.pid}/withdraw`, {}));
    return item;
  }

  async freshVocabulary(): Promise<Ref> {
    const body = { library: this.library.pid, key: `kinds-${next()}`, name: { en: `${this.secret} vocabulary` } };
    return good(await this.admin.post('/vocabularies', body));
  }

  async freshTerm(): Promise<Ref & { version: number }> {
    const body = { code: `term${next()}`, label: { en: `${this.secret} term` } };
    return good(await this.admin.post(`/vocabularies/${this.vocabulary.pid}/terms`, body));
  }

  async freshAgent(): Promise<Ref & { version: number }> {
    const body = { library: this.library.pid, name: { en: `${this.secret} agent ${next()}` } };
    return good(await this.admin.post('/agents', body));
  }

  async freshInvitation(): Promise<Ref & { link: string; email: string }> {
    const body = { email: `${this.secret}-${next()}@example.org`, role: 'cataloger' };
    return good(await this.admin.post(`/libraries/${this.library.pid}/invitations`, body));
  }

  async version(path: string): Promise<number> {
    return good(await this.admin.get(path)).version as number;
  }
}

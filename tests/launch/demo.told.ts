import { readFileSync } from 'node:fs';
import type { ItemCard, SearchView } from '../../server/contract/reader.js';
import { cited, faultsOfBibtex, faultsOfJsonLd, faultsOfRis } from '../support/told.js';
import { checkManifest } from '../support/iiif-check.js';
import { amid, type Demo } from './demo.js';

interface Closed {
  identifier: string;
  values: Record<string, { text?: string; title?: string }[]>;
  visibility?: Record<string, string[]>;
}
const content = new URL('../../server/demo/content/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, content), 'utf8')) as T;

const unescaped = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
/** What stands in the page itself, without what is behind a detail. */
const openly = (html: string): string => {
  const main = /<main\b[^]*<\/main>/.exec(html)![0].replace(/<(script|style|code)\b[^]*?<\/\1>/g, '');
  let inner = main;
  for (let before = ''; before !== inner;) {
    before = inner;
    inner = inner.replace(/<details\b(?:(?!<details\b)[^])*?<\/details>/g, '');
  }
  return unescaped(inner.replace(/<[^>]+>/g, '\n')).replace(/\s*\n\s*/g, '\n');
};
const meta = (html: string, name: string): string | undefined => {
  const found = new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1];
  return found === undefined ? undefined : unescaped(found);
};

/** What is told of the demo's things: to readers, to search engines, to reference managers, to viewers. */
export function whatIsTold({ get, works, home }: Demo): void {
  const pageOf = async ({ pid }: ItemCard, prefix = '') => (await get(`${prefix}/i/${pid}`)).text;

  it('says of a thing what people read, with codes and coordinates behind a detail', async () => {
    const troubles: string[] = [];
    const codes = [
      /\d{4}-\d\d-\d\d\/\d{4}/,
      /\bzh-Han[st]\b/,
      /(?<![\d.])\d+(?:\.\d+)? s\b/,
      /朝向/,
      /-?0\.\d{3,}[,，] ?-?\d/,
      /不适用/,
    ];
    for (const work of works) {
      const said = openly(await pageOf(work));
      for (const code of codes) {
        const found = code.exec(said);
        if (found) troubles.push(`${work.pid}: ${said.slice(found.index - 20, found.index + 30).replace(/\n/g, ' ')}`);
      }
    }
    expect(troubles).toEqual([]);
    // Nothing is promised of a kind that its pages do not do.
    const models = works.find(({ media }) => media === 'model')!;
    expect((await get(`/c/${models.collection.pid}`)).text).not.toContain('可测量');
  });

  it('keeps what it says is closed', async () => {
    const texts = ['xinzha', 'jinshi', 'koushu'].flatMap((key) =>
      read<Closed[]>(`${key}/works.json`).filter(
        ({ visibility }) => visibility?.['text']?.includes('public') === false,
      ),
    );
    expect(texts.length).toBeGreaterThanOrEqual(3);
    for (const { identifier, values } of texts) {
      const { items } = JSON.parse((await get(`/api/v1/search?q=${identifier}`)).text) as SearchView;
      const pid = items[0]!.pid;
      const lines = [...(values['transcript'] ?? []), ...(values['segments'] ?? [])]
        .flatMap(({ text, title }) => (text ?? title ?? '').split('\n'))
        .map((line) => line.trim())
        // How it begins is told as what it is called.
        .filter((line) => line.length > 7 && !values['incipit']?.some(({ text }) => text?.includes(line)));
      expect(lines.length).toBeGreaterThan(2);
      const records = ['dc', 'mods', 'marc21', 'cnmarc', 'jsonld'].map((one) => `/api/v1/items/${pid}/record/${one}`);
      const asked = `/search?q=${encodeURIComponent(lines[1]!)}`;
      for (const place of [`/i/${pid}`, `/en/i/${pid}`, asked, `/iiif/${pid}/manifest`, ...records]) {
        // What was asked for stands on the page of results as the question.
        const told = (await get(place)).text.replaceAll(lines[1]!, '');
        expect([place, lines.filter((line) => told.includes(line))]).toEqual([place, []]);
      }
      expect((await get(`/i/${pid}`)).text).toMatch(/如需阅览，请到馆查阅，或联系\s*<a /);
    }
  });

  it('offers to take away what its addresses give', async () => {
    const troubles: string[] = [];
    const taken = new Map<string, string>();
    for (const work of works) {
      const html = await pageOf(work);
      const [sheet = ''] = /<ul class="item-files">[^]*?<\/ul>/g.exec(html) ?? [];
      const links = [...html.matchAll(/<a href="(\/[pif]\/[^"]+)" download/g)].map(([, href]) => unescaped(href!));
      // Of each collection one original; what is put together while it is sent has few places: one of each kind.
      for (const href of links) taken.set(href.includes('/whole/') ? href.slice(-3) : work.collection.pid, href);
      if (links.length === 0 && sheet === '' && html.includes('不提供原始文件下载')) {
        const page = /\/iiif\/image\/3\/(\w{9})/.exec(html)?.[1];
        if (page && (await status(`/p/${page}/original`)) === 200) troubles.push(`${work.pid}: its original is there`);
      }
    }
    expect(taken.size).toBeGreaterThan(7);
    for (const href of taken.values()) {
      const answer = await status(href);
      if (answer !== 200) troubles.push(`${href}: ${answer}`);
    }
    expect(troubles).toEqual([]);
  });

  /** Without what would follow. */
  const status = async (place: string): Promise<number> => {
    const answer = await fetch(home() + place);
    await answer.body?.cancel();
    return answer.status;
  };

  it('is cited by whoever made it, in the marks of its kind, and in files that programs read', async () => {
    const troubles: string[] = [];
    const byKind = new Map<string, ItemCard[]>();
    for (const work of works) {
      const { kind } = work.collection;
      byKind.set(kind, [...(byKind.get(kind) ?? []), work]);
      const [, line = ''] = /GB\/T 7714<\/h\d><p\b[^>]*>([^]*?)<\/p>/.exec(await pageOf(work)) ?? [];
      const said = unescaped(line.replace(/<[^>]+>/g, '')).trim();
      if (!cited(kind).test(said)) troubles.push(`${work.pid} ${kind}: ${said}`);
    }
    expect(byKind.size).toBeGreaterThanOrEqual(8);
    await amid(
      [...byKind.values()].flatMap((some) => some.slice(0, 4)),
      async ({ pid }) => {
        const [bib, ris] = await Promise.all(
          ['bib', 'ris'].map(async (one) => (await get(`/i/${pid}/cite/${one}`)).text),
        );
        troubles.push(...[...faultsOfBibtex(bib!), ...faultsOfRis(ris!)].map((fault) => `${pid}: ${fault}`));
      },
    );
    expect(troubles).toEqual([]);
  });

  it('is told to search engines and to whoever shares it: what it is, by name, with a picture', async () => {
    const troubles: string[] = [];
    const own = new URL(/<link rel="canonical" href="([^"]+)"/.exec((await get('/')).text)![1]!).origin;
    const first = await pageOf(works[0]!);
    const records = new Set(
      (await Promise.all(works.slice(0, 40).map((work) => pageOf(work)))).flatMap((html) =>
        [...html.matchAll(/href="(\/a\/\w+)/g)].map(([, place]) => place!),
      ),
    );
    const reading = /href="(\/i\/\w+\/p\/\w+)/.exec(first)?.[1];
    const places = [
      ...['/', '/collections', '/libraries', '/about', ...(reading ? [reading] : [])],
      ...new Set(works.flatMap(({ library, collection }) => [`/l/${library.slug}`, `/c/${collection.pid}`])),
      ...[...records].slice(0, 8),
      ...works.map(({ pid }) => `/i/${pid}`),
    ];
    await amid(
      places.flatMap((place) => (place.length > 8 && place.startsWith('/i/') ? [place] : [place, `/en${place}`])),
      async (place) => {
        const { text } = await get(place.replace(/^\/en\/$/, '/en'));
        const wrong = (what: string) => troubles.push(`${place}: ${what}`);
        if (text.match(/<h1\b/g)?.length !== 1) wrong('not one h1');
        if (!/<link rel="canonical" href="http[^"]+"/.test(text)) wrong('no canonical address');
        if (!/^https?:\/\//.test(meta(text, 'og:image') ?? '')) wrong('no og:image');
        for (const name of ['og:image:width', 'og:image:height', 'og:image:alt', 'og:title'])
          if (!meta(text, name)) wrong(`no ${name}`);
        if (!/^[a-z]{2}_[A-Z]{2}$/.test(meta(text, 'og:locale') ?? '')) wrong(`og:locale ${meta(text, 'og:locale')}`);
        if (/。。|…。/.test(meta(text, 'description') ?? '')) wrong(meta(text, 'description')!);
        const ld = /<script type="application\/ld\+json">([^]+?)<\/script>/.exec(text)?.[1];
        if (ld) troubles.push(...faultsOfJsonLd(JSON.parse(ld), own).map((fault) => `${place}: ${fault}`));
        else if (/^(\/en)?\/($|[ialc]\/)/.test(place)) wrong('no JSON-LD');
      },
    );
    expect(troubles).toEqual([]);
    // Sound and film are of one collection's kind, and two things to programs.
    for (const [media, type, ris] of [
      ['audio', 'AudioObject', 'SOUND'],
      ['video', 'VideoObject', 'VIDEO'],
    ] as const) {
      const work = works.find((one) => one.media === media)!;
      expect(await pageOf(work)).toContain(`"@type":"${type}"`);
      expect((await get(`/i/${work.pid}/cite/ris`)).text).toMatch(new RegExp(`^TY {2}- ${ris}\\r`));
    }
    const map = (await get('/sitemap.xml')).text;
    const parts = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address!).pathname);
    const listed = (await Promise.all(parts.map(async (part) => (await get(part)).text))).join('');
    for (const slug of new Set(works.map(({ library }) => library.slug))) expect(listed).toContain(`/l/${slug}<`);
  });

  it('is a valid manifest, with its rights, records and language', async () => {
    const troubles: string[] = [];
    const behaviours = new Map<string, Set<string>>();
    await amid(works, async (work) => {
      const manifest = JSON.parse((await get(`/iiif/${work.pid}/manifest`)).text) as {
        label: Record<string, string[]>;
        rights?: string;
        behavior?: string[];
        seeAlso: { format: string }[];
      };
      try {
        checkManifest(manifest);
      } catch (error) {
        troubles.push(`${work.pid}: ${(error as Error).message}`);
      }
      const own = /<h1\b[^>]*\blang="([^"]+)"/.exec(await pageOf(work))?.[1] ?? 'zh-Hans';
      const [first, ...others] = Object.keys(manifest.label);
      if (first !== own || others.some((lang) => lang !== 'en')) troubles.push(`${work.pid}: ${JSON.stringify(manifest.label)}, not ${own}`); // prettier-ignore
      if (!manifest.rights) troubles.push(`${work.pid}: no rights`);
      if (!manifest.seeAlso.some(({ format }) => format === 'application/mods+xml')) troubles.push(`${work.pid}: no MODS`); // prettier-ignore
      const { kind } = work.collection;
      behaviours.set(kind, new Set([...(behaviours.get(kind) ?? []), ...(manifest.behavior ?? [])]));
    });
    expect(troubles).toEqual([]);
    expect([...behaviours.get('book')!]).toContain('paged');
  });
}

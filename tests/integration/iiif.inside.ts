import type { bytesOf } from '../support/bytes.js';

interface World {
  item: string;
  /** The first says 吾兄大人閣下 and, on a line of its own, 久未通問; the second nothing. */
  pages: string[];
  ask: (path: string) => ReturnType<typeof bytesOf>;
}

/** What is written on pages, and where words stand in it (Content Search 2), as the manifest names them. */
export function foundInside(of: () => World): void {
  it('says the text of its pages, line by line, where it stands', async () => {
    const sent = await of().ask(`/iiif/${of().item}/manifest`);
    const address = sent.body.items[0].annotations[0].id as string;
    const text = await of().ask(new URL(address).pathname);
    expect(text.body).toMatchObject({ id: address, type: 'AnnotationPage' });
    expect(
      text.body.items.map((one: { body: { value: string }; target: string }) => [one.body.value, one.target]),
    ).toEqual([
      ['吾兄大人閣下', `${sent.body.items[0].id}#xywh=1900,100,120,900`],
      ['久未通問', `${sent.body.items[0].id}#xywh=1700,100,120,600`],
    ]);
    expect(sent.body.items[1].annotations).toBeUndefined();
    expect((await of().ask(`/iiif/${of().item}/text/${of().pages[1]}`)).status).toBe(404);
  });

  it('finds words inside, as other viewers ask for them', async () => {
    const { id, service: services } = (await of().ask(`/iiif/${of().item}/manifest`)).body;
    const place = (id as string).replace(/\/manifest$/, '');
    const [service] = services as { id: string; type: string }[];
    expect(service).toEqual({ id: `${place}/search`, type: 'SearchService2' });
    const ask = (query: string) => of().ask(`${new URL(service!.id).pathname}?${query}`);
    // Typed otherwise than it is written, and broken over two lines.
    const found = await ask(`q=${encodeURIComponent('阁下久未')}&motivation=painting`);
    expect([found.status, found.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(found.body).toMatchObject({
      '@context': ['http://iiif.io/api/search/2/context.json', 'http://iiif.io/api/presentation/3/context.json'],
      type: 'AnnotationPage',
      ignored: ['motivation'],
    });
    const canvas = `${place}/canvas/${of().pages[0]}`;
    const { items, annotations } = found.body;
    expect(items.map((one: { body: { value: string }; target: string }) => [one.body.value, one.target])).toEqual([
      ['吾兄大人閣下', `${canvas}#xywh=1900,700,120,300`],
      ['久未通問', `${canvas}#xywh=1700,100,120,300`],
    ]);
    type Told = { motivation: string; target: { source: string; selector: object[] } };
    expect((annotations[0].items as Told[]).map(({ motivation, target }) => [motivation, target])).toEqual([
      ['contextualizing', { type: 'SpecificResource', source: items[0].id, selector: [{ type: 'TextQuoteSelector', prefix: '吾兄大人', exact: '閣下', suffix: '' }] }], // prettier-ignore
      ['contextualizing', { type: 'SpecificResource', source: items[1].id, selector: [{ type: 'TextQuoteSelector', prefix: '', exact: '久未', suffix: '通問' }] }], // prettier-ignore
    ]);
    expect((await ask('q=')).body.items).toEqual([]);
    expect((await ask(`q=${encodeURIComponent('無此')}`)).body.items).toEqual([]);
    expect((await ask(`q=${encodeURIComponent('久未')}&page=2`)).status).toBe(404);
  });
}

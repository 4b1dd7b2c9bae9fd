import { createSSRApp, h } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';
import type { ItemCard, ReaderPage } from '../../../server/contract/reader.js';
import { pageKey } from './site.js';
import ItemTile from './ItemTile.vue';

const card = {
  pid: 'x',
  title: { parts: ['老子道德經'] },
  subtitle: [{ text: '李耳撰' }, { text: '刻本' }, { text: '光緒十四年（1888）' }],
  collection: { kind: 'book' },
  image: { thumbnail: '/t', width: 300, height: 2000, preview: 'data:,', service: null },
} as unknown as ItemCard;

const drawn = (image: object = {}): Promise<string> => {
  const item = { ...card, image: { ...card.image!, ...image } };
  const app = createSSRApp({ render: () => h(ItemTile, { item }) });
  app.provide(pageKey, { site: { locale: 'zh-CN', href: '' } } as unknown as ReaderPage);
  return renderToString(
    app.use(createI18n({ legacy: false, locale: 'zh-CN', messages: { 'zh-CN': { kinds: { book: '古籍' } } } })),
  );
};

describe('a tile', () => {
  it('says all that its collection chose to say below the title: of a book its date comes last', async () => {
    const html = await drawn();
    for (const { text } of card.subtitle) expect(html).toContain(text);
  });

  it('shows the picture whole, in a frame of the row’s shape and not of its own', async () => {
    const html = await drawn();
    expect(html).toMatch(/class="picture[^"]*"[^>]*data-framed/);
    expect(html).not.toContain('aspect-ratio');
    expect(html).toContain('src="/t"');
  });

  it('shows of a scroll what staff have pointed at, where a scroll can be cut; of all others the whole', async () => {
    const told = { service: '/iiif/image/3/p', focus: [0.5, 0.1] };
    const html = await drawn(told);
    expect(html).toContain('src="/iiif/image/3/p/pct:0,0,100,20/!400,533/0/default.webp"');
    expect(html).toMatch(/width="300" height="400"/);
    // Of the whole picture: it would lie under a part of it.
    expect(html).not.toContain('background-image');
    expect(await drawn({ ...told, service: null })).toContain('src="/t"');
    expect(await drawn({ ...told, height: 600 })).toContain('src="/t"');
    expect(await drawn({ ...told, focus: undefined })).toContain('src="/t"');
  });
});

import { createSSRApp, h } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';
import type { ItemCard, ReaderPage } from '../../../../server/contract/reader.js';
import { pageKey } from '../site.js';
import ItemTile from './ItemTile.vue';

const card = {
  pid: 'x',
  title: { parts: ['老子道德經'] },
  subtitle: [{ text: '李耳撰' }, { text: '刻本' }, { text: '光緒十四年（1888）' }],
  collection: { kind: 'book' },
  image: { thumbnail: '/t', width: 300, height: 2000, preview: 'data:,', service: null },
} as unknown as ItemCard;

const drawn = (): Promise<string> => {
  const app = createSSRApp({ render: () => h(ItemTile, { item: card }) });
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
  });
});

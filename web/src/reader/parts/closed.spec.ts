import { readFileSync } from 'node:fs';
import { type Component, createSSRApp, h } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';
import type { ReaderPage } from '../../../../server/contract/reader.js';
import type { Messages } from '../../locales/index.js';
import { pageKey } from '../../../kit/reader/site.js';
import ClosedTo from './ClosedTo.vue';
import HowToSee from './HowToSee.vue';

const read = (file: string): Messages =>
  JSON.parse(readFileSync(new URL(`../../locales/zh-CN/${file}.json`, import.meta.url), 'utf8')) as Messages;

async function drawn(component: Component, props: object): Promise<string> {
  const messages = { 'zh-CN': { ...read('common'), ...read('reader') } };
  const page = { site: { locale: 'zh-CN', consoleHref: '/console/', path: '/i/letter?q=家書' } } as ReaderPage;
  const app = createSSRApp({ render: () => h(component, props) });
  app.provide(pageKey, page).use(createI18n({ legacy: false, locale: 'zh-CN', messages }));
  return (await renderToString(app)).replace(/<svg.*?<\/svg>|<!--.*?-->/gs, '');
}

const library = { pid: 'l', slug: 'lanting', name: '兰亭馆' };

describe('what is closed', () => {
  it('is called what it is, and says to whom it is open', async () => {
    const to = (part: string, kind: string, audiences: string[]) =>
      drawn(ClosedTo, { restriction: { part, audiences }, kind });
    expect(await to('image', 'book', ['member'])).toBe('图像：登录的本馆读者可见');
    expect(await to('image', 'recording', ['campus', 'onsite'])).toBe('声像：校园网内、馆内阅览可看可听');
    expect(await to('text', 'recording', [])).toBe('全文：本馆馆员可阅');
  });

  it('says whom to ask, and that signing in helps where it does', async () => {
    const how = (audiences: string[]) => drawn(HowToSee, { library, restrictions: [{ part: 'image', audiences }] });
    const staff = await how(['staff']);
    expect(staff).toMatch(/如需阅览，请到馆查阅，或联系\s*<a href="\/l\/lanting">兰亭馆<\/a>/);
    expect(staff).not.toContain('/console/');
    expect(await how(['member'])).toMatch(
      /本馆读者登录后就能看：\s*<a href="\/console\/sign-in\?back=%2Fi%2Fletter%3Fq%3D%E5%AE%B6%E6%9B%B8">登录<\/a>/,
    );
  });
});

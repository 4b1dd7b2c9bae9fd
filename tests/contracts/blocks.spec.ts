import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allBlocks, homePlaces, type InnerBlock } from '../../server/contract/blocks.js';
import { shippedHome } from '../../server/contract/shipped.homes.js';
import type { Json } from '../../server/contract/values.js';
import { convertBy } from '../../server/contract/localized.js';
import { toTraditional } from '../../server/contract/text/traditional.js';
import { optionsFor, upToDate, wrongOptions } from '../../server/platform/plugins/block.options.js';
import { PluginHost } from '../../server/platform/plugins/plugin.host.js';

const outside = fileURLToPath(new URL('../fixtures/plugins', import.meta.url));
convertBy(toTraditional);
const host = await PluginHost.load(outside);
const block = (kind: string, options: InnerBlock['options'], v = 1): InnerBlock => ({
  id: 'one',
  kind,
  v,
  options,
  hidden: false,
});

/** What every kind of block must be, ours and others'. */
describe.each([...host.blocks.values()].map((kind) => [kind.key, kind] as const))('the block %s', (key, kind) => {
  const plugin = host.plugins.find(({ provides }) => provides.blocks?.includes(kind))!;

  it('is drawn by a view of its own folder, whose sheet goes with the page', () => {
    expect(plugin.name).toBe(`block-${key}`);
    expect(existsSync(join(plugin.folder, 'web.ts'))).toBe(true);
    expect(readdirSync(join(plugin.folder, 'web')).filter((file) => file.endsWith('Block.vue'))).toHaveLength(1);
  });

  it('says what it is in both languages of the console, and each of its settings as well', () => {
    for (const label of [kind.label, kind.description, ...kind.settings.map((one) => one.label)])
      expect([label['zh-CN'], label['en']].map((text) => Boolean(text?.trim()))).toEqual([true, true]);
  });

  it('is right with nothing set, and with nonsense: it neither shows it nor falls over', () => {
    const nonsense = Object.fromEntries(kind.settings.map((setting) => [setting.key, { no: [1, null, 'sense'] }]));
    for (const options of [{}, nonsense])
      for (const place of kind.places)
        for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
          const shown = optionsFor(host, kind, block(key, options, kind.v), locale);
          expect(JSON.stringify(shown)).not.toContain('sense');
          expect(typeof kind.needs(shown, place)).toBe('object');
        }
    expect(wrongOptions(host, kind, block(key, {}, kind.v))).toEqual([]);
  });
});

describe('what is set in blocks', () => {
  const featured = host.blocks.get('featured')!;
  const notice = host.blocks.get('notice')!;

  it('is of a kind and place that are there, in every home that is shipped', () => {
    for (const place of homePlaces)
      for (const one of allBlocks(shippedHome(place))) {
        const kind = host.blocks.get(one.kind);
        expect([one.kind, kind?.places.includes(place), kind && wrongOptions(host, kind, one)]).toEqual([
          one.kind,
          true,
          [],
        ]);
      }
  });

  it('is shown in the language of the reader, and in the nearest where theirs has none', () => {
    const text = { 'zh-CN': '后院书库闭馆', en: 'The stacks are closed' };
    const shown = (locale: 'zh-CN' | 'zh-TW' | 'en', given: InnerBlock['options'][string] = text) =>
      optionsFor(host, notice, block('notice', { text: given }), locale)['text'];
    expect(shown('zh-CN')).toEqual({ text: '后院书库闭馆' });
    expect(shown('zh-TW')).toEqual({ text: '後院書庫閉館' });
    expect(shown('en')).toEqual({ text: 'The stacks are closed' });
    expect(shown('en', { 'zh-CN': '后院' })).toEqual({ text: '后院' });
    expect(shown('en', { 'zh-CN': '后院', en: '' })).toEqual({ text: '后院' });
    expect(shown('en', { fr: 'fermé' })).toBeUndefined();
  });

  it('names works by themselves or with a sentence, and says where it is wrong', () => {
    const [a, b] = ['7h10swb1d', 'dnszk0x9w'];
    const items: Json = [a!, { item: b!, note: ' 宋版 ' }, {}];
    expect(wrongOptions(host, featured, block('featured', { items }))).toEqual([]);
    const shown = optionsFor(host, featured, block('featured', { items }), 'zh-CN');
    expect(shown['items']).toEqual([{ item: a }, { item: b, note: '宋版' }]);
    expect(featured.needs(shown, 'portal')).toEqual({ items: [a, b] });
    const wrong = block('featured', { items: [a, 7], note: '一句', automatic: 'yes' });
    expect(wrongOptions(host, featured, wrong).map(({ path }) => path)).toEqual(['note', 'items.1', 'automatic']);
    const many = block('featured', { items: Array.from({ length: 13 }, () => a) });
    expect(wrongOptions(host, featured, many)).toEqual([{ path: 'items' }]);
  });

  it('is brought up from older versions when it is read, and longer than allowed is wrong', () => {
    const hours = host.blocks.get('hours')!;
    const old = block('hours', { hours: '八时至十七时' }, 1);
    expect(upToDate(hours, old)).toEqual({ lines: ['八时至十七时'] });
    expect(optionsFor(host, hours, old, 'zh-CN')).toEqual({ lines: [{ text: '八时至十七时' }] });
    expect(wrongOptions(host, hours, block('hours', { lines: ['长'.repeat(41)] }, 2))).toEqual([{ path: 'lines.0' }]);
  });
});

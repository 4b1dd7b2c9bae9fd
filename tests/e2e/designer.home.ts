// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
import type { FrameLocator, Page } from 'playwright-core';
import { screenshot, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { good } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';
import { pick } from './console.hands.js';

interface Designing {
  page: Page;
  url: string;
  collection: string;
  admin: Visitor;
}

/** A collection's home, arranged by hand beside the page itself; what readers get is what was seen. */
export function shapesTheHome(of: () => Designing): void {
  const block = (kind: string) => of().page.locator(`.site-block-name[data-kind="${kind}"]`);
  const live = (): FrameLocator => of().page.frameLocator('.live-frame');
  const drafted = () => of().page.locator('[data-keeping=kept]').waitFor();
  const read = async () => (await new Visitor(of().url).get(`!/c/${of().collection}`)).text;
  const open = async () => {
    await of().page.goto(`${of().url}/console/collections/${of().collection}/design?tab=home`);
    await of().page.waitForSelector('.site-block');
  };

  /** Nothing is indexed anew for it: there is no job to wait for. */
  const publish = async () => {
    await of().page.getByRole('button', { name: '发布…' }).click();
    await of().page.getByRole('button', { name: '发布', exact: true }).click();
    await of().page.locator('.c-dialog').waitFor({ state: 'detached' });
  };

  it('arranges the home by blocks and sees it as readers will, before it is theirs', async () => {
    const { page, admin, collection } = of();
    // Nothing in it is published: readers come across it because its staff say so.
    const { version } = good(await admin.get(`/collections/${collection}`));
    good(await admin.patch(`/collections/${collection}`, { version, state: 'open' }));
    await open();
    await live().locator('.collection-title').waitFor();
    await page.locator('[data-act=add-block]').click();
    await page.locator('.gallery-type[data-kind=notice]').click();
    await page.locator('input[name=text-zh-CN]').fill('清明闭馆三日');
    await page.locator('input[name=text-en]').fill('Closed for three days');
    await pick(page.locator('.site-setting[data-setting=tone] [role=combobox]'), 'urgent');
    await live().locator('.block-notice[data-urgent]', { hasText: '清明闭馆三日' }).waitFor();
    // Put in front by keys, and seen there.
    const order = () =>
      page
        .locator('.site-blocks > div > ol > li > .site-block-name')
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['kind']!));
    const before = await order();
    for (let at = before.indexOf('notice'); at > 0; at--) {
      await page.getByRole('button', { name: '公告：上移' }).press('Enter');
      await comesTrue(async () => (await order()).indexOf('notice') === at - 1);
    }
    await drafted();
    await live().locator('main .wrap > [data-block=notice]:first-child').waitFor();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await live().locator('.block-notice', { hasText: 'Closed for three days' }).waitFor();
    await page.getByRole('button', { name: '手机', exact: true }).click();
    await screenshot(page, 'designer-home');
    await page.getByRole('button', { name: '桌面', exact: true }).click();
    await page.getByRole('button', { name: '简', exact: true }).click();
    // Hidden, taken out, and had back.
    await page.getByRole('button', { name: '隐藏“最新上线”' }).click();
    await page.getByRole('button', { name: '去掉“镇馆之宝”' }).click();
    await page.getByRole('button', { name: '撤销' }).last().click();
    await block('featured').waitFor();
    // Pointing at a block of the page chooses it in the list; links lead nowhere.
    await live().locator('.block-notice').click();
    await page.locator('.site-block-name[data-kind=notice][aria-pressed=true]').waitFor();
    // Another theme, seen at once.
    await block('notice').click();
    await page.locator('[data-theme-name=indigo]').click();
    await live().locator('html[data-theme=indigo]').waitFor();
    expect(await read()).not.toContain('清明闭馆三日');
    await drafted();
    await publish();
    await comesTrue(async () => (await read()).includes('清明闭馆三日'));
    const shown = await read();
    expect(shown).toContain('data-theme="indigo"');
    expect(shown).not.toContain('data-kind="newest"');
  }, 180_000);

  it('has the home of before back from its versions, and the shipped one whenever it likes', async () => {
    const { page } = of();
    await open();
    await page.locator('[data-act=reset-home]').click();
    await block('notice').waitFor({ state: 'detached' });
    await page.locator('[data-theme-name=paper]').click();
    await drafted();
    await publish();
    await comesTrue(async () => !(await read()).includes('清明闭馆三日'));
    await page.setViewportSize(widths.narrow);
    await open();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBe(0);
    await screenshot(page, 'designer-home-phone', true);
    await page.setViewportSize(widths.wide);
  }, 120_000);
}

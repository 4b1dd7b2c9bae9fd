/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { alive } from '../support/browser.js';

interface World {
  url: string;
  book: { pid: string; pages: string[] };
  open: (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;
}

/** What keys lead to, and where small things stand that hands look for. */
export function hands(of: () => World): void {
  const inWindow = async (width: number, path: string, act: (page: Page) => Promise<void>) => {
    const [page, context] = await of().open(path, { viewport: { width, height: 844 }, reducedMotion: 'reduce' });
    await alive(page);
    await act(page);
    await context.close();
  };
  const reading = () => `/i/${of().book.pid}/p/${of().book.pages[1]}`;

  it('begins a short text on its right as well, however much room there is', async () => {
    await inWindow(820, reading(), async (page) => {
      await page.click('.reading-tools [aria-label="录文"][aria-pressed="false"]');
      await page.waitForFunction(() => document.querySelectorAll('.page-text p').length === 1);
      const apart = await page.locator('.page-text').evaluate((panel) => {
        const [box, first] = [panel, panel.querySelector('p')!].map((one) => one.getBoundingClientRect());
        return { right: box!.right - first!.right, left: first!.left - box!.left };
      });
      expect(apart.right).toBeLessThan(80);
      expect(apart.left).toBeGreaterThan(apart.right);
    });
  });

  it('leads the keyboard past the header first, shows where it is, and moves nothing for who wants it still', async () => {
    await inWindow(1440, reading(), async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip-link');
      const unseen: string[] = [];
      for (let at = 0; at < 24; at++) {
        await page.keyboard.press('Tab');
        const trouble = await page.evaluate(() => {
          const one = document.activeElement as HTMLElement;
          const { width, top, bottom, left, right } = one.getBoundingClientRect();
          const ringed = (element: Element | null) => {
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element!);
            return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
          };
          const seen = width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
          const shown = ringed(one) || ringed(one.parentElement);
          return one !== document.body && seen && shown ? [] : [`${one.tagName}.${one.className} ${one.innerText}`];
        });
        unseen.push(...trouble);
      }
      expect(unseen).toEqual([]);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((one) => {
          const { transitionDuration, animationDuration, animationName } = getComputedStyle(one);
          const longest = Math.max(...transitionDuration.split(',').map(parseFloat));
          const long = longest > 0.02 || (animationName !== 'none' && parseFloat(animationDuration) > 0.02);
          return long ? [`${one.tagName}.${one.getAttribute('class') ?? ''}`] : [];
        }),
      );
      expect([...new Set(moving)]).toEqual([]);
    });
  });

  it('has the languages of its menu in one line on a phone, and no cross of the browser’s own in what is typed into', async () => {
    await inWindow(390, '/search/facets/subject', async (page) => {
      await page.click('.site-menu summary');
      const middles = await page
        .locator('.site-menu-tools :is(.languages > *, .text-size)')
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2),
        );
      expect(middles).toHaveLength(6);
      expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4);
      // What a browser puts into a field is looked at from outside only.
      const session = await page.context().newCDPSession(page);
      for (const domain of ['DOM.enable', 'CSS.enable'] as const) await session.send(domain);
      const { nodes } = await session.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
      const crosses = nodes.filter(({ attributes }) => attributes?.includes('-webkit-search-cancel-button'));
      expect(crosses.length).toBeGreaterThanOrEqual(2);
      for (const { nodeId } of crosses) {
        const { computedStyle } = await session.send('CSS.getComputedStyleForNode', { nodeId });
        expect(computedStyle.find(({ name }) => name === 'display')?.value).toBe('none');
      }
    });
  });
}

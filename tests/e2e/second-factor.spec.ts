// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { good, seedCollection, seedPassword, type SeededCollection } from '../support/seed.js';
import { appCode } from '../support/totp.js';
import { accept, goodPassword, person, pick, signIn, type Person } from './console.hands.js';

/** From the first code to the day on which the phone is gone, at a desk and on a phone. */
describe('a second factor in the browser', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let browser: Browser;
  let one: Person;
  let secret = '';
  let codes: string[] = [];
  /** The link of an invitation to somebody else. */
  let others = '';
  const email = 'shen@example.org';

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 0 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    const path = `/libraries/${seeded.library.pid}/invitations`;
    const { link } = good(await seeded.admin.post(path, { email, role: 'library-admin' }));
    browser = await launchBrowser();
    one = await person(browser);
    await accept(one.page, link, '沈馆员');
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  const panel = (page: Page) => page.locator('[data-factors]');
  const focused = (page: Page, selector: string) =>
    comesTrue(() => page.locator(selector).evaluate((one) => one.contains(document.activeElement)), {
      tell: () => `the focus never came to ${selector}`,
    });

  async function password(page: Page): Promise<void> {
    await page.goto(`${platform.url}/console/sign-in`);
    await page.fill('input[name=email]', email);
    await page.fill('input[name=password]', goodPassword);
    await page.keyboard.press('Enter');
  }

  /** A real authenticator of the browser's own, without a person to touch it. */
  async function authenticator(page: Page): Promise<CDPSession> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
    } as const;
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    });
    return session;
  }

  it('is set up with an app, and gives recovery codes once', async () => {
    const { page } = one;
    await page.goto(`${platform.url}/console/account`);
    await panel(page).getByRole('button', { name: '设置', exact: true }).click();
    secret = (await page.locator('[data-key]').innerText()).replaceAll(' ', '');
    await page.locator('.totp-qr').evaluate((image: HTMLImageElement) => image.decode());
    await focused(page, '.c-dialog input[name=code]');
    await page.keyboard.type('000000');
    // Pressed with a pointer: the button is busy for a moment, and has the focus again when it is not.
    await page.getByRole('button', { name: '启用', exact: true }).click();
    await page.locator('.c-dialog [role=alert]').waitFor();
    await focused(page, '.c-dialog button[form=totp]');
    await screenshot(page, 'factor-totp');
    await page.fill('input[name=code]', appCode(secret, -1));
    await page.keyboard.press('Enter');
    await page.locator('.codes-list li').first().waitFor();
    codes = await page.locator('.codes-list li').allInnerTexts();
    expect(codes).toHaveLength(10);
    await screenshot(page, 'factor-codes');
    await page.getByRole('button', { name: '已经收好' }).click();
    await panel(page).getByText('已启用').waitFor();
    await focused(page, '.factor:has-text("验证器应用")');
    await panel(page).getByRole('button', { name: '重新生成' }).click();
    await page.locator('.codes-list li').first().waitFor();
    codes = await page.locator('.codes-list li').allInnerTexts();
    await page.getByRole('button', { name: '已经收好' }).click();
    await focused(page, '.factor:has-text("恢复码") button');
  });

  it('is asked for on a phone, takes a pasted code, and a recovery code in its place', async () => {
    const phone = await person(browser, widths.narrow);
    await password(phone.page);
    const code = phone.page.locator('input[name=code]');
    await code.waitFor();
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await code.evaluate((input) => input === document.activeElement)).toBe(true);
    await screenshot(phone.page, 'factor-second-phone');
    const shown = appCode(secret);
    await code.fill(`${shown.slice(0, 3)} ${shown.slice(3)}`);
    await phone.page.keyboard.press('Enter');
    await phone.page.waitForSelector('.shell');
    await phone.page.goto(`${platform.url}/console/account`);
    await panel(phone.page).getByText('已启用').waitFor();
    await screenshot(phone.page, 'factor-account-phone', true);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await phone.context.clearCookies();
    await password(phone.page);
    await phone.page.getByRole('button', { name: '改用恢复码' }).click();
    await phone.page.fill('input[name=recovery]', codes[0]!.toUpperCase());
    await phone.page.keyboard.press('Enter');
    await phone.page.getByText('还剩 9 个').waitFor();
    expect(phone.errors).toEqual([]);
    await phone.context.close();
  });

  it('confirms in a dialog over what was typed, and goes on', async () => {
    const { page } = one;
    await page.goto(`${platform.url}/console/libraries/${seeded.library.pid}/people`);
    await page.getByRole('button', { name: '邀请同事' }).click();
    await focused(page, '.c-dialog input[name=email]');
    await page.keyboard.type('new@example.org');
    await agedSessions();
    await page.getByRole('button', { name: '寄出邀请' }).click();
    await focused(page, '[data-fresh] input[name=code]');
    await page.keyboard.press('Escape');
    await page.locator('[data-fresh]').waitFor({ state: 'detached' });
    await focused(page, '.c-dialog button[form=invite]');
    await page.keyboard.press('Enter');
    // A click, because only a click knows whether it lies over the dialog that waits.
    await page.click('[data-fresh] input[name=code]');
    // The password was enough to get this far: it is none of what is offered.
    expect(await page.locator('[data-fresh] input[type=password]').count()).toBe(0);
    expect(await page.locator('[data-fresh]').getByText('改用密码').count()).toBe(0);
    await page.getByRole('button', { name: '改用恢复码' }).click();
    await page.fill('[data-fresh] input[name=recovery]', 'not-the-right-one');
    await page.keyboard.press('Enter');
    await page.locator('[data-fresh] [role=alert]').getByText('这个恢复码不对').waitFor();
    await screenshot(page, 'factor-fresh');
    await page.fill('[data-fresh] input[name=recovery]', codes[1]!);
    await page.keyboard.press('Enter');
    others = await page.locator('[data-link]').inputValue();
    await page.getByRole('button', { name: '完成' }).click();
    await focused(page, '.bar-actions button');
  });

  it('sends an invitation again once, however often the button is pressed', async () => {
    const { page } = one;
    let sent = 0;
    await page.route('**/invitations/*/resend', async (route) => {
      sent += 1;
      await route.continue();
    });
    const again = page.getByRole('button', { name: '重寄' });
    await again.evaluate((button: HTMLButtonElement) => {
      button.focus();
      for (let press = 0; press < 10; press++) button.click();
    });
    // The link of before is void.
    others = await page.locator('[data-link]').inputValue();
    await page.keyboard.press('Escape');
    await page.locator('[data-link]').waitFor({ state: 'detached' });
    await focused(page, '.people button:has-text("重寄")');
    expect(sent).toBe(1);
    expect(await page.locator('.k-toast', { hasText: '已重寄' }).count()).toBe(1);
    await page.unroute('**/invitations/*/resend');
  });

  it('leaves the drawer of a phone by Escape, back to the button that opened it', async () => {
    const { page } = one;
    await page.setViewportSize(widths.narrow);
    const drawer = page.locator('.shell-rail');
    await page.getByRole('button', { name: '菜单' }).click();
    await focused(page, '.shell-rail [aria-current=page]');
    for (let step = 0; step < 25; step++) await page.keyboard.press('Tab');
    await focused(page, '.shell-rail');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await focused(page, '.bar-menu');
    await page.setViewportSize(widths.wide);
  });

  it('lists people and what was done so that a phone can show it', async () => {
    const { page } = one;
    const within = `${platform.url}/console/libraries/${seeded.library.pid}`;
    await page.setViewportSize(widths.narrow);
    await page.goto(`${within}/people`);
    await page.locator('.people .person-actions').first().waitFor();
    await page.locator('.person-names').first().waitFor();
    await screenshot(page, 'people-phone', true);
    const ends = await page
      .locator('.person-actions button:last-child')
      .evaluateAll((buttons) => buttons.map((button) => Math.round(button.getBoundingClientRect().right)));
    expect(new Set(ends).size).toBe(1);
    await page.goto(`${within}/audit`);
    const rows = page.locator('.audit-table tbody tr');
    await rows.first().waitFor();
    await screenshot(page, 'audit-phone');
    const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(170);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.goto(`${platform.url}/console/nowhere`);
    await page.locator('.c-state').waitFor();
    await screenshot(page, 'nowhere-phone');
    await page.setViewportSize(widths.wide);
  });

  it('shows all accounts in columns, and offers to take away only what somebody has', async () => {
    const operator = await person(browser);
    await signIn(operator.page, platform.url, 'admin@example.org', seedPassword);
    await operator.page.goto(`${platform.url}/console/people`);
    const rows = operator.page.locator('.people li');
    const own = rows.filter({ hasText: email });
    await own.getByRole('button', { name: '撤销第二重验证' }).waitFor();
    await screenshot(operator.page, 'accounts');
    expect(await rows.getByRole('button', { name: '撤销第二重验证' }).count()).toBe(1);
    const starts = await operator.page
      .locator('.people .person-when')
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left)));
    expect(new Set(starts).size).toBe(1);
    await operator.page.setViewportSize(widths.narrow);
    await screenshot(operator.page, 'accounts-phone', true);
    expect(operator.errors).toEqual([]);
    await operator.context.close();
  });

  it('says what was saved in the language that was chosen', async () => {
    const { page } = one;
    await page.goto(`${platform.url}/console/account`);
    const language = page.locator('.k-select.c-input');
    await pick(language, 'en');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('.k-toast', { hasText: /^Saved\.$/ }).waitFor();
    await screenshot(page, 'account-english');
    await pick(language, 'zh-CN');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.k-toast', { hasText: '已保存' }).waitFor();
  });

  it('may be a passkey: added, as the second step, and alone', async () => {
    const { page } = one;
    const session = await authenticator(page);
    await page.goto(`${platform.url}/console/account`);
    await panel(page).getByRole('button', { name: '添加通行密钥' }).click();
    await page.fill('input[name=passkey-name]', '办公室电脑');
    await page.keyboard.press('Enter');
    await panel(page).getByText('办公室电脑').waitFor();
    await screenshot(page, 'factor-account', true);
    await one.context.clearCookies();
    await password(page);
    await page.getByRole('button', { name: '改用通行密钥' }).click();
    await page.getByRole('button', { name: '使用通行密钥' }).click();
    await page.waitForSelector('.shell');
    await one.context.clearCookies();
    await page.goto(`${platform.url}/console/sign-in`);
    await page.getByRole('button', { name: '使用通行密钥' }).click();
    await page.waitForSelector('.shell');
    await session.detach();
    expect(one.errors).toEqual([]);
  });

  it('is kept while one accepts an invitation, and each link says what is to be done', async () => {
    const { page } = one;
    await page.goto(others);
    await page.locator('[data-other-account]').getByText(email).waitFor();
    const { collection } = seeded;
    good(await seeded.admin.post(`/collections/${collection.pid}/invitations`, { email, role: 'reviewer' }));
    const sql = `SELECT payload -> 'params' ->> 'link' AS link FROM job WHERE kind = 'mail.send'
      AND payload ->> 'template' = 'invitation-known' AND payload ->> 'to' = $1`;
    const [{ link }] = (await query<{ link: string }>(sql, [email])) as [{ link: string }];
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: '接受邀请' }).click();
    await page.waitForURL(`**/console/collections/${collection.pid}/items`);
    await page.getByText('已接受邀请').waitFor();
    await page.goto(link);
    await page.locator('[data-dead-link]').getByRole('link', { name: '登录' }).waitFor();
    await screenshot(page, 'invitation-dead');
    await page.goto(`${platform.url}/console/reset`);
    await page.locator('[data-dead-link]').getByRole('link', { name: '重新寄一个链接' }).click();
    await page.fill('input[type=email]', 'anybody@example.org');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('平台没有设置寄信').waitFor();
    expect(one.errors).toEqual([]);
  });

  const agedSessions = () =>
    query(
      `UPDATE session SET verified_at = now() - interval '1 hour'
        WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
      [email],
    );

  async function query<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: platform.databaseUrl });
    await client.connect();
    const { rows } = await client.query(sql, params);
    await client.end();
    return rows as R[];
  }
});

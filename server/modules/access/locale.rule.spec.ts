import { ExpressAdapter } from '@nestjs/platform-express';
import type { Request } from 'express';
import type { Locale } from '../../contract/localized.js';
import { localeOf } from './locale.rule.js';

const { request } = new ExpressAdapter().getInstance<{ request: Request }>();

const locale = (originalUrl: string, accepted?: string, own?: Locale) =>
  localeOf(Object.assign(Object.create(request), { originalUrl, headers: { 'accept-language': accepted } }), own);

describe('the language of a request', () => {
  it.each([
    ['/', 'zh-CN'],
    ['/en', 'en'],
    ['/en?q=x', 'en'],
    ['/en/i/abc', 'en'],
    ['/zh-TW/search?q=x', 'zh-TW'],
    ['/english', 'zh-CN'],
    ['/i/en', 'zh-CN'],
  ])('of the page %s is %s, whatever the browser or the account prefers', (url, expected) => {
    expect(locale(url, 'en;q=1, zh-TW', 'zh-TW')).toBe(expected);
  });

  it.each([
    ['zh-TW,zh;q=0.8,en;q=0.5', 'zh-TW'],
    ['zh-Hant-HK', 'zh-TW'],
    ['zh', 'zh-CN'],
    ['en-GB, zh;q=0.9', 'en'],
    ['fr, en;q=0.2, zh-CN;q=0.5', 'zh-CN'],
    ['en;q=0, zh-TW;q=0.1', 'zh-TW'],
    [';;q=,*, en;q=0.3', 'en'],
  ])('of the API goes by what is asked for: %s is %s', (accepted, expected) => {
    expect(locale('/api/v1/session', accepted, 'en')).toBe(expected);
  });

  it('of the API falls back on the account, then on Chinese', () => {
    expect(locale('/api/v1/session', 'fr', 'en')).toBe('en');
    expect(locale('/api/v1/session', undefined, undefined)).toBe('zh-CN');
  });
});

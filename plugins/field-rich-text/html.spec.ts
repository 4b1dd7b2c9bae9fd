import { safeHref } from '../../server/contract/safe.href.js';
import { cleanDocument, linesOf } from '../../server/contract/rich.document.js';
import { fromHtml, longestHtml } from './html.js';
import { RichTextValue } from './rich-text.value.js';

const text = (html: string) => linesOf(fromHtml(html) ?? { type: 'doc' });

describe('HTML of other systems', () => {
  it('keeps headings, lists, quotations, emphasis and links', () => {
    expect(
      fromHtml(
        '<h2>题</h2><p>一<b>二</b><a href="https://example.org/">三</a></p><ul><li>甲</li><li><p>乙</p></li></ul>',
      ),
    ).toEqual({
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: '题' }] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: '一' },
            { type: 'text', text: '二', marks: [{ type: 'bold' }] },
            { type: 'text', text: '三', marks: [{ type: 'link', attrs: { href: 'https://example.org/' } }] },
          ],
        },
        {
          type: 'bulletList',
          content: ['甲', '乙'].map((one) => ({
            type: 'listItem',
            content: [{ type: 'paragraph', content: [{ type: 'text', text: one }] }],
          })),
        },
      ],
    });
  });

  test.each([
    ['<script>alert(1)</script>正文', ['正文']],
    ['<p onclick="x()">正文<img src=x onerror=alert(1)></p>', ['正文']],
    ['<svg><a href="javascript:x">no</a></svg><p>正文</p>', ['正文']],
    ['<style>p{}</style><table><tr><td>甲</td><td>乙</td></tr></table>', ['甲乙']],
    ['<!-- 注 --><p>甲&nbsp;&amp;&#20057;</p>', ['甲 &乙']],
    ['<p>未闭<b>合', ['未闭合']],
    ['1 < 2', ['1 < 2']],
    ['<scr<script>ipt>alert(1)</script>', ['ipt>alert(1)']],
    ['<p title="a>b">甲</p><a title=\'">x\'>乙</a>', ['甲', '乙']],
    ['<p title="a>甲</p><p>乙</p>', ['甲', '乙']],
    ['<p>甲 <', ['甲 <']],
    ['<p>甲<!-- 未闭', ['甲']],
    ['<constructor>甲</constructor>&constructor;&__proto__;', ['甲&constructor;&__proto__;']],
  ])('%j', (html, lines) => {
    expect(text(html)).toEqual(lines);
    expect(JSON.stringify(fromHtml(html))).not.toMatch(/javascript:|onerror|onclick/);
  });

  test.each(['', '<p> </p>', '<script>x</script>', '<ul><li></li></ul>'])('%j says nothing', (html) => {
    expect(fromHtml(html)).toBeUndefined();
  });
});

describe('HTML that was made to be slow', () => {
  const size = 160_000;
  const filled = (pump: string, end = '') => pump.repeat(size / (pump.length || 1)) + end;
  test.each([
    ['<a "', ''],
    ['<a "', '>'],
    ['<a \'"', ''],
    ['<a ""', "'"],
    ['"', '<a>'],
    ['<a ', ''],
    ['<', ''],
    ['<!', ''],
    ['<!--', ''],
    ['<!-->', ''],
    ['</', ''],
    ['<b>x', ''],
    ['<a href=x>', ''],
    ['<blockquote>', ''],
    ['<ul></li>', ''],
    ['<p>x</h1>', ''],
    ['&a', ''],
    ['&#1', ''],
    [' ', 'x'],
    ['<script>', ''],
  ])('%j repeated, then %j, is read at once', (pump, end) => {
    const started = performance.now();
    fromHtml(filled(pump, end));
    fromHtml(`<a ${filled(pump.replaceAll('<', ''), end)}`);
    // A hundred times what is needed: the slow reading took ten seconds.
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('is not read at all when nobody can have meant it', () => {
    const html = `<p>${'甲'.repeat(longestHtml)}</p>`;
    expect(RichTextValue.safeParse({ html }).success).toBe(false);
    expect(RichTextValue.safeParse({ html: '<p>甲</p>' }).success).toBe(true);
  });
});

describe('a document', () => {
  test.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '\u0001javascript:x',
    'data:text/html,x',
    '//evil.example',
    'vbscript:x',
    '/\t/evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '/\n\\evil.example',
    'https:evil.example',
    'https:///evil.example',
    'https:\\\\evil.example',
    'https:/\\evil.example',
    12,
  ])('refuses the link %j', (href) => {
    expect(safeHref(href)).toBeUndefined();
  });

  it('takes links of the web, of mail and of this host', () => {
    for (const href of ['https://example.org/a?b#c', 'mailto:a@example.org', '/i/fj2g0gstr', '#top']) {
      expect(safeHref(href)).toBe(href);
    }
  });

  it('is cleaned of nodes, marks and attributes that nobody knows', () => {
    const bad = {
      type: 'doc',
      onload: 'x',
      content: [
        {
          type: 'paragraph',
          attrs: { style: 'x' },
          content: [{ type: 'text', text: '甲', marks: [{ type: 'code' }] }],
        },
        { type: 'html', content: [{ type: 'text', text: '<script>' }] },
      ],
    };
    expect(cleanDocument(bad)).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '甲' }] }],
    });
    let deep: object = { type: 'paragraph', content: [{ type: 'text', text: '底' }] };
    for (let n = 0; n < 50; n++) deep = { type: 'blockquote', content: [deep] };
    expect(cleanDocument({ type: 'doc', content: [deep] })).toBeUndefined();
  });
});

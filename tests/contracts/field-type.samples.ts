import type { FieldTypeSample } from './field-type.contract.js';

const pid = 'fj2g0gstr';
const long = '一'.repeat(500);

/** One sample for each built-in field type: a type without one fails the suite. */
export const samples: Record<string, FieldTypeSample> = {
  text: {
    good: [
      { text: '錢塘縣志三十六卷', lang: 'zh-Hant' },
      '臨平記',
      '𠀀書',
      { text: '  The  Song  of\u00a0Everlasting Sorrow ', lang: 'en' },
    ],
    bad: ['', '   ', { text: '' }, { text: 'x', lang: 'Chinese, traditional' }, { text: 'x', bold: true }, 12],
    options: [{ lang: 'zh-Hant' }],
    found: ['錢塘縣志'],
    facet: '錢塘縣志三十六卷',
    forbidden: [{ options: { limit: 3 }, value: '四個漢字' }],
  },
  'long-text': {
    good: [{ text: '第一段。\r\n\r\n第二段。  \n', lang: 'zh-Hans' }, '單行', long],
    bad: ['', '\n\n', { text: 1 }],
    found: ['第二段'],
  },
  number: {
    good: [{ number: 24, unit: '册' }, 37.5, { number: -0, unit: 'cm' }, 0],
    bad: ['24', { number: '24' }, { unit: '册' }, { number: 1, unit: 'x'.repeat(30) }],
    options: [{ unit: 'min' }, { integer: false, min: -1 }],
    read: [
      ['24 册', { number: 24, unit: '册' }],
      ['１，２００', { number: 1200 }],
      ['二十四卷', { number: 24, unit: '卷' }],
      ['廿四', { number: 24 }],
      ['卷十二', null],
      ['若干', null],
    ],
    found: ['24'],
    number: 24,
    forbidden: [
      { options: { integer: true }, value: 1.5 },
      { options: { min: 2 }, value: 1 },
      { options: { max: 2 }, value: 3 },
    ],
  },
  measurement: {
    good: [
      { height: 20.1, width: 14.2, unit: 'cm', what: '版框' },
      { height: 0.31, width: 0.12, depth: 0.09, unit: 'm', note: '連座' },
      { depth: 4 },
    ],
    bad: [{}, { height: -1 }, { height: 0 }, { height: 1, unit: '寸' }, { what: '版框' }],
    options: [{ what: '通高', unit: 'mm' }],
    spread: [
      [{}, 'zh-CN', [['版框', '高 20.1 × 宽 14.2 cm']]],
      [{}, 'en', [['block frame', 'H 20.1 × W 14.2 cm']]],
    ],
    read: [
      ['版框 20.1 × 14.2 cm', { height: 20.1, width: 14.2, unit: 'cm', what: '版框' }],
      ['高20.1厘米，宽14.2厘米', { height: 20.1, width: 14.2, unit: 'cm' }],
      ['19.5*12.5*3CM（連座）', { height: 19.5, width: 12.5, depth: 3, unit: 'cm', note: '連座' }],
      ['寬 30 高 120', { height: 120, width: 30, unit: 'mm' }, { unit: 'mm' }],
      ['通高：31公分', { height: 31, unit: 'cm', what: '通高' }],
      ['口径12.6厘米', { width: 12.6, unit: 'cm', what: '口径' }],
      ['height 20 cm, width 0.3 cm', { height: 20, width: 0.3, unit: 'cm' }],
      ['高一尺二寸', null],
      ['高 20 厘米 又 3 分 残', null],
      ['高 2 米，宽 30 厘米', null],
      ['20 × 0 cm', null],
      ['未量', null],
    ],
    found: ['版框', '20.1 × 14.2'],
    number: 201,
  },
  boolean: { good: [true, false], bad: ['yes', 1, 'true'], found: [], facet: '是' },
  url: {
    good: [{ href: 'https://example.org/a?b=c', label: '目录' }, 'http://example.org', 'https://例子.测试/'],
    bad: ['javascript:alert(1)', 'example.org', { href: 'ftp://example.org' }, { href: 'data:text/html,x' }, ''],
    read: [
      ['见 https://example.org/a（目录）', { href: 'https://example.org/a', label: '见 目录' }],
      ['[目录](https://example.org/a)', { href: 'https://example.org/a', label: '目录' }],
      ['目录：https://example.org/', { href: 'https://example.org/', label: '目录' }],
      ['https://a.org https://b.org', null],
      ['example.org', null],
      ['javascript:alert(1)', null],
    ],
    found: ['目录'],
  },
  identifier: {
    good: ['越金-0001', '  T 0417 ', '甲/3-12'],
    bad: ['', '  ', 12, 'a\u0007b', 'x'.repeat(300)],
    read: [
      [' 越金\t0001 ', '越金 0001'],
      [' ', null],
    ],
    found: ['越金-0001'],
    facet: '越金-0001',
    allowed: [
      { options: { pattern: '越金-####' }, value: '越金-0001' },
      { options: { pattern: '越金-####甲' }, value: '越金-0001甲' },
      { options: { pattern: '越金-####*' }, value: '越金-0001' },
      { options: { pattern: '越金-####*' }, value: '越金-0001甲之二' },
    ],
    forbidden: [
      { options: { pattern: '越金-####' }, value: '越金-1' },
      { options: { pattern: '##' }, value: '1x' },
      { options: { pattern: '越金-####甲' }, value: '越金-0001' },
      { options: { pattern: '越金-####*' }, value: '越金-001甲' },
      { options: { pattern: '越金-####*' }, value: '越金-00011' },
    ],
  },
  term: {
    good: [
      { code: 'jing-yi', label: { 'zh-CN': '易类', en: 'Changes' }, path: [{ code: 'jing', label: '经部' }] },
      { label: '西湖' },
      { code: 'ke' },
      '刻本',
    ],
    bad: ['', { label: { 'zh-CN': ' ' } }, { label: {} }, { code: '' }, { code: 'a', colour: 'red' }],
    options: [{ vocabulary: 'siku' }, { vocabulary: 'siku', open: true }, { open: true }],
    read: [
      ['刻本', { label: { 'zh-CN': '刻本' } }],
      ['子部 › 道家类', { code: '子部 › 道家类', label: { 'zh-CN': '子部·道家类' } }, { vocabulary: 'siku' }],
      ['集部--别集', { code: '集部--别集', label: { 'zh-CN': '集部·别集' } }, { vocabulary: 'siku', open: true }],
      [' ', null],
    ],
    above: [
      [{ vocabulary: 'siku' }, 'zh-CN', ['经部']],
      [{ vocabulary: 'siku' }, 'en', ['经部']],
    ],
    found: ['易类', 'Changes'],
    facet: '易类',
  },
  agent: {
    good: [
      {
        name: '紀昀',
        dynasty: '清',
        role: '纂',
        dates: '1724–1805',
        ref: pid,
        heading: { 'zh-CN': '纪昀', en: 'Ji Yun' },
      },
      '（清）沈宜修 撰',
      { name: '〔明〕董其昌', role: '书' },
      { name: 'Matteo Ricci', role: '譯' },
    ],
    bad: ['', { name: ' ' }, { name: '紀昀', ref: 'nobody' }, { dynasty: '清' }],
    options: [{ role: '撰' }],
    read: [
      ['〔清〕紀昀 撰', { name: '紀昀', dynasty: '清', role: '撰' }],
      ['（清）沈宜修', { name: '沈宜修', dynasty: '清' }],
      ['（清）紀昀（1724—1805）纂修', { name: '紀昀', dynasty: '清', role: '纂修', dates: '1724–1805' }],
      ['清 紀昀 纂', { name: '紀昀', dynasty: '清', role: '纂' }],
      ['宋·蘇軾', { name: '蘇軾', dynasty: '宋' }],
      ['張元濟編著', { name: '張元濟', role: '編著' }],
      ['紀昀 (Qing), compiler', { name: '紀昀', dynasty: '清', role: '编' }],
      ['Matteo Ricci, 1552-1610', { name: 'Matteo Ricci', dates: '1552–1610' }],
      ['唐寅', { name: '唐寅' }],
      ['商務印書館（上海）', { name: '商務印書館（上海）' }],
      ['王士禛、朱彝尊', null],
      ['', null],
    ],
    found: ['紀昀', '纪昀', 'Ji Yun'],
    facet: '纪昀',
  },
  place: {
    good: [
      { name: '錢塘', modern: '杭州', lat: 30.27, lon: 120.15, ref: pid, heading: { 'zh-CN': '钱塘' } },
      '臨安',
      { name: '杭州', modern: '杭州' },
      { name: '南極', lat: -90, lon: -0.5 },
    ],
    bad: ['', { name: 'x', lat: 30 }, { name: 'x', lat: 91, lon: 0 }, { name: 'x', ref: '1' }],
    read: [
      ['錢塘（今杭州）', { name: '錢塘', modern: '杭州' }],
      ['Qiantang (now Hangzhou)', { name: 'Qiantang', modern: 'Hangzhou' }],
      ['錢塘 30.27, 120.15', { name: '錢塘', lat: 30.27, lon: 120.15 }],
      ['建州（今建瓯） 27.33°N 118.12°E', { name: '建州', modern: '建瓯', lat: 27.33, lon: 118.12 }],
      ['臨安 91, 0', { name: '臨安 91, 0' }],
      ['杭州；紹興', null],
    ],
    found: ['錢塘', '杭州', '钱塘'],
    facet: '钱塘',
  },
  date: {
    good: [
      '乾隆四十年',
      '太和三年',
      { raw: '貞觀三年', edtf: '1103-~02-~16/1104-~02-~05' },
      '洪武元年正月',
      '道光二十九年十一月十九日',
      '约1900年以前',
      '甲子？',
      '春日',
      { raw: '嘉平', edtf: '0250/0254' },
      { raw: '', edtf: '1934-05' },
      '1931–1935',
    ],
    bad: ['', { raw: ' ' }, { raw: '某年', edtf: '某年' }, { edtf: '1934-13' }, { raw: '1', days: [1] }],
    unread: ['春日'],
    found: ['乾隆四十年', '1775'],
    facet: '清',
    days: [2369396, 2369779],
    options: [{ dynasty: '唐' }, { years: [1700, 1800] }],
  },
  compound: {
    good: [{ text: { text: '清白堂印' }, owner: { name: '沈氏' }, size: { number: 3, unit: 'cm' } }, { gone: '旧' }],
    bad: [{}, { text: '' }, { text: null }, '印', { '0': 'x' }],
    options: [
      {
        parts: [
          { key: 'text', label: { 'zh-CN': '印文' }, type: 'text' },
          { key: 'owner', label: { 'zh-CN': '藏家' }, type: 'agent' },
          { key: 'size', label: { 'zh-CN': '边长' }, type: 'number' },
        ],
      },
    ],
    spread: [
      [
        {
          parts: [
            { key: 'text', label: { 'zh-CN': '印文', en: 'Legend' }, type: 'text' },
            { key: 'owner', label: { 'zh-CN': '藏家', en: 'Owner' }, type: 'agent' },
          ],
        },
        'en',
        [
          ['Legend', '清白堂印'],
          ['Owner', '沈氏'],
        ],
      ],
      [
        {
          parts: [
            { key: 'text', label: { 'zh-CN': '印文', en: 'Legend' }, type: 'text' },
            { key: 'owner', label: { 'zh-CN': '藏家', en: 'Owner' }, type: 'agent', internal: true },
          ],
        },
        'en',
        [['Legend', '清白堂印']],
      ],
    ],
    found: [],
    forbidden: [
      {
        options: { parts: [{ key: 'text', label: { zh: '印文' }, type: 'text' }] },
        value: { text: { colour: 'red' } },
      },
      { options: { parts: [{ key: 'n', label: { zh: '数' }, type: 'number', options: { max: 1 } }] }, value: { n: 2 } },
      { options: { parts: [{ key: 'n', label: { zh: '数' }, type: 'nothing' }] }, value: { n: 2 } },
    ],
  },
  link: {
    good: [{ item: pid, title: '影印本', note: '同版' }, `https://example.org/i/${pid}`, '未入库的书'],
    bad: ['', { item: '123456789' }, { note: 'x' }],
    read: [
      [`影印本 https://example.org/en/i/${pid}?page=2`, { item: pid, title: '影印本' }],
      [pid, { item: pid }],
      ['未入库的书', { title: '未入库的书' }],
    ],
    found: ['影印本'],
    facet: '影印本',
  },
  segments: {
    good: [
      { from: 62.5, to: 123, title: '逃难到金华', speaker: '王氏', note: '方言' },
      { from: 0, title: '开场' },
    ],
    bad: [{ from: 10, to: 10, title: 'x' }, { from: -1, title: 'x' }, { from: 1 }, { from: 1, title: ' ' }, '1:02 x'],
    read: [
      ['1:02–2:03 逃难到金华', { from: 62, to: 123, title: '逃难到金华' }],
      ['[00:01:02] 逃难，到金华', { from: 62, title: '逃难，到金华' }],
      ['逃难到金华', null],
      ['1:72 逃难', null],
      ['2:03–1:02 逃难', null],
    ],
    found: ['逃难到金华', '王氏'],
    number: 62.5,
  },
  contents: {
    good: [
      {
        entries: [
          { title: '卷一', level: 1, page: '卷一·葉一a' },
          { title: '星野', level: 4 },
        ],
      },
      '卷首\n  序 … 葉一a\n  凡例\n卷一',
    ],
    bad: ['', { entries: [] }, { entries: [{ title: '' }] }, { entries: [{ title: 'x', level: 0 }] }],
    found: ['卷一', '星野'],
    number: 2,
  },
  file: {
    good: [{ file: pid, name: '授权书.pdf' }, `/f/${pid}/original`, pid],
    bad: ['', 'report.pdf', { name: 'x' }, { file: '123' }],
    read: [
      [`授权书.pdf https://example.org/f/${pid}/original`, { file: pid, name: '授权书.pdf' }],
      ['授权书.pdf', null],
    ],
    found: ['授权书'],
  },
  point: {
    good: [
      { lat: 30.25220004, lon: 120.1612, within: 50, name: '湖濱路口' },
      '30°15′8″N 120°9′40″E',
      { lat: -0, lon: -180 },
    ],
    bad: ['', '西湖', { lat: 91, lon: 0 }, { lat: 30 }, { lat: 30, lon: 120, within: -1 }, '30.25'],
    read: [
      ['湖濱路口 30.2522, 120.1612', { lat: 30.2522, lon: 120.1612, name: '湖濱路口' }],
      ['北纬30°15′8″东经120°9′40″', { lat: 30.252222, lon: 120.161111 }],
      ['西湖東岸', null],
      ['西湖 120', null],
    ],
    found: ['湖濱路口'],
    facet: '湖濱路口',
    number: 30.2522,
  },
  region: {
    good: [
      { page: pid, label: '卷一·葉一a', box: [62.123, 10, 12.5, 20], note: '朱文方印' },
      `${pid}#xywh=percent:10,20,30,5`,
      `https://example.org/iiif/image/3/${pid}#xywh=pct:0,0,100,100`,
    ],
    bad: [
      '',
      pid,
      { page: pid, box: [90, 0, 20, 10] },
      { page: pid, box: [0, 0, 0, 10] },
      { page: 'nobody', box: [0, 0, 1, 1] },
      { page: pid, box: [0, 0, 1] },
    ],
    found: ['朱文方印', '葉一a'],
  },
  transcription: {
    good: [
      { pages: [{ page: '葉一a', lines: ['嘉靖□巳', '知府〔某〕公〈諱文', '淵〉重修書院  '] }], lang: 'zh-Hant' },
      '# 葉一a\n第一行\n\n第三行\n# 葉一b\n末行\n',
      { text: '單行' },
      '〈只有小注〉',
    ],
    bad: [
      '',
      '  \n ',
      { pages: [] },
      { pages: [{ page: '葉一a', lines: [] }] },
      { pages: [{ lines: ['x'], by: 'me' }] },
      12,
    ],
    options: [{ lang: 'zh-Hant' }],
    found: ['重修書院', '嘉靖□巳知府某公重修書院', '諱文淵'],
    number: 1,
    forbidden: [{ options: {}, value: '知府〔某' }],
  },
  'rich-text': {
    good: [
      {
        html: '<h2>题解</h2><p>此<b>书</b>甚<a href="https://example.org/">罕见</a>。</p><script>x()</script>',
        lang: 'zh-Hans',
      },
      '第一段\n\n第二段',
      { text: '单段', lang: 'zh-Hant' },
      { doc: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '正文' }] }] } },
    ],
    bad: [
      '',
      '  ',
      { html: '<script>alert(1)</script>' },
      { doc: { type: 'doc', content: [] } },
      { text: '正文', style: 'x' },
      12,
    ],
    options: [{ lang: 'zh-Hans' }],
    found: ['题解', '罕见'],
    forbidden: [{ options: { limit: 3 }, value: '四個漢字' }],
  },
};

/** Three libraries that do not exist. Their networks are addresses reserved for documentation. */
export const libraries = [
  {
    slug: 'zhijiang',
    name: { 'zh-CN': '之江大学图书馆', en: 'Zhijiang University Library' },
    short: { 'zh-CN': '之江', en: 'Zhijiang' },
    glyph: '之',
    colour: '#2F4F73',
    description: {
      'zh-CN': '百年学府的书楼，以经籍、舆图与近人信札见长。',
      en: 'The book tower of a century-old university: classics, maps and letters.',
    },
    kind: 'university',
    networks: ['192.0.2.0/24', '2001:db8:21::/48'],
    header: 'brand/zhijiang.jpg',
    address: { 'zh-CN': '之江市月轮路一号（虚构）', en: '1 Yuelun Road, Zhijiang (fictional)' },
  },
  {
    slug: 'lanting',
    name: { 'zh-CN': '兰亭市图书馆', en: 'Lanting City Library' },
    short: { 'zh-CN': '兰亭', en: 'Lanting' },
    glyph: '兰',
    colour: '#6B4A2B',
    description: {
      'zh-CN': '一城一馆，收越中金石、书画、窑火与湖山旧影。',
      en: 'A city and its library: stone rubbings, paintings, kiln wares and old photographs.',
    },
    kind: 'public',
    networks: ['198.51.100.0/24', '2001:db8:57::/48'],
    header: 'brand/lanting.jpg',
    address: { 'zh-CN': '兰亭市曲水街八号（虚构）', en: '8 Qushui Street, Lanting (fictional)' },
  },
  {
    slug: 'nanhu',
    name: { 'zh-CN': '南湖革命史馆', en: 'Nanhu Museum of Revolutionary History' },
    short: { 'zh-CN': '南湖', en: 'Nanhu' },
    glyph: '南',
    colour: '#3F6B5A',
    description: {
      'zh-CN': '记录乡里百年，存声音，也存流动的影像。',
      en: 'A century of local memory, kept in voices and moving pictures.',
    },
    kind: 'museum',
    networks: ['203.0.113.0/24', '2001:db8:113::/48'],
    header: 'brand/nanhu.jpg',
    address: { 'zh-CN': '南湖市会景园路三号（虚构）', en: '3 Huijingyuan Road, Nanhu (fictional)' },
  },
];

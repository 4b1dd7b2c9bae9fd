import { era } from '../era.mjs';

const HANGZHOU = { name: '杭州', modern: '浙江省杭州市', lat: 30.25, lon: 120.16 };

export const letters = [
  {
    id: 'ZJ-XZ-0001',
    title: '沈硯農致陳適之論舊抄書',
    titleEn: 'Shen Yannong to Chen Shizhi, on an old manuscript',
    from: '沈硯農',
    to: '陳適之',
    fromEra: '民國',
    toEra: '民國',
    sentTo: HANGZHOU,
    signed: era('民國二十年八月十六日'),
    sheet: 'red',
    imprint: '月輪書局製箋',
    days: 4,
    lang: ['lzh'],
    pages: [
      [
        { text: '適之先生道席：別後倏已經月，頃接'.replace(/[：，]/g, '') },
        { text: '手書敬悉一切湖上荷花已過惟桂', indent: -1 },
        '子初香耳所詢舊抄一種確為丁氏',
        '八千卷樓故物卷首朱印猶存容檢',
        '出再行奉寄不誤另有殘本三冊蟲',
        '蝕頗甚擬託裝池補綴然後示人也',
      ],
      [
        '先生近治目錄之學於版本源流必有',
        '新得便中乞示一二以開茅塞專此',
        { text: '即頌', indent: 2 },
        { text: '著安', indent: 0 },
        { text: '弟硯農頓首', indent: 7 },
        { text: '二十年八月十六日', indent: 6, small: true },
      ],
    ],
    seals: [{ text: '硯農', x: 0.25, y: 0.78, size: 58 }],
    owners: { 硯農: { owner: '沈硯農' } },
    envelope: ['杭州之江大學圖書館', '陳適之先生　台啟', '蘭亭沈緘'],
    stamp: '#7c4a3a',
    mentions: ['八千卷樓'],
    subjects: ['版本学', '藏书史'],
    abstract: '沈砚农告以旧抄本一种为丁氏八千卷楼旧物，容检出寄上，另有残本三册待修补，并请教目录之学。存信封。',
    abstractEn:
      'Shen reports that a manuscript enquired after once belonged to the Baqianjuan Lou of the Ding family, and will be sent; three worm-eaten volumes await the mounter.',
  },
];

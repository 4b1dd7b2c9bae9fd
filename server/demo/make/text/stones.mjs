import { era } from '../era.mjs';

const QIANTANG = { name: '錢塘縣', modern: '浙江省杭州市', lat: 30.25, lon: 120.15 };
const YUEZHOU = { name: '越州', modern: '浙江省绍兴市', lat: 30.0, lon: 120.58 };
const CORNER = [{ text: '越中金石', x: 0.02, y: 0.915, size: 66, white: false }];

export const stones = [
  {
    id: 'LT-JS-0001',
    title: '唐故太原王君墓誌銘',
    alt: [['首题', '大唐故太原王君墓誌銘并序']],
    titleEn: 'Epitaph of Wang of Taiyuan, 724',
    type: 'epitaph',
    year: 724,
    erected: era('開元十二年十月'),
    findspot: QIANTANG,
    size: [1250, 1330],
    days: 2,
    lines: [
      '大唐故太原王君墓誌',
      '銘并序君諱達字子和',
      '太原人也曾祖德隋朝',
      '請大夫祖通父素並養',
      '德□園不求聞達君以',
      '開元十二年歲次甲子',
      '十月葬於錢塘縣之北',
      '原禮也銘曰湖山蒼蒼',
      '江水湯湯君子之宅終',
    ],
    look: { grid: 'both', cracks: 4 },
    seals: CORNER,
    subjects: ['墓志', '唐代', '王氏'],
    abstract: '志石方形，有界格。志主王达，字子和，太原人，开元十二年葬钱塘县北原。第五行一字泐。',
    abstractEn:
      'Square epitaph stone with a ruled grid for Wang Da, buried north of Qiantang in 724. One character lost in the fifth column.',
  },
];
void YUEZHOU;

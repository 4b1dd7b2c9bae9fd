import { forms } from './vessels.mjs';

export const objects = [
  {
    id: 'LT-YH-0001',
    title: '青花纏枝蓮紋瓶',
    titleEn: 'Blue-and-white vase with scrolling lotus',
    period: '清',
    material: 'porcelain',
    category: 'vessel',
    form: forms['lotus-vase'],
    days: 1,
    acquisition: '1958年地方征集',
    date: { raw: '清', edtf: '1644/1911' },
    subjects: ['青花', '缠枝莲'],
    hotspots: [
      { title: '口沿', text: '盘口，上下各一道青花弦纹。', at: [29.6, 0.3] },
      { title: '缠枝莲', text: '一枝到底，朵朵相承，花瓣双层，外浅内深。', at: [12, 0.2] },
      { title: '露胎', text: '足端一线不施釉，胎色微赭。', at: [0.3, -0.2] },
    ],
    abstract: '盘口，束颈，丰肩，敛胫。颈绘蕉叶，肩腹两层缠枝莲，胫部变形莲瓣。',
    abstractEn:
      'Dish mouth, narrow neck and full shoulder; plantain leaves at the neck, two registers of scrolling lotus, petals above the foot.',
  },
];

import { core, hans, size } from '../record.mjs';
import { makeModel } from '../model.mjs';
import { term } from '../terms.mjs';
import { objects } from '../text/objects.mjs';

export const collection = {
  key: 'yaohuo',
  library: 'lanting',
  template: 'object',
  categoryField: 'period',
  name: { 'zh-CN': '窑火', en: 'Kiln Fire' },
  description: {
    'zh-CN': '陶、瓷、铜、漆的三维模型，可转动、可换光、可近看釉色。',
    en: 'Pottery, porcelain, bronze and lacquer as 3D models to turn, light and look into.',
  },
  featured: ['LT-YH-0001', 'LT-YH-0002', 'LT-YH-0007'],
  *works() {
    for (const s of objects) {
      const top = Math.max(...s.form.wall.map(([, y]) => y));
      const wide = Math.max(...s.form.wall.map(([r]) => r)) * 2;
      const form = { ...s.form, seed: s.id, spots: s.hotspots.map(({ at }) => at) };
      const values = {
        ...core({
          ...s,
          lang: ['zxx'],
          callNo: `器 ${s.id.slice(-4)}`,
          location: '器物库',
          agency: '兰亭市图书馆',
          rules: '馆藏文物登录规范',
          extent: '1件',
        }),
        holder: [hans('兰亭市图书馆')],
        regNo: [{ text: s.id }],
        period: [hans(s.period)],
        material: [term('material', s.material)],
        category: [term('category', s.category)],
        count: [{ number: 1, unit: '件' }],
        size: [size(top, Number(wide.toFixed(1)), '通高·最大径')],
        acquisition: [hans(s.acquisition)],
        condition: [hans(s.condition ?? '完整')],
        capture: [hans('程序建模，非实物采集')],
        unit: [{ text: 'm' }],
        up: [{ text: 'Y' }],
        hotspots: s.hotspots.map(({ title, text, at }) => ({ title, text, height: at[0], angle: at[1] })),
      };
      yield {
        identifier: s.id,
        values,
        pages: [
          {
            label: '三維模型',
            kind: 'model',
            draw: { make: (studio, folder, name) => makeModel(studio, folder, name, form) },
          },
        ],
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};

import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-columns',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'columns',
        label: { 'zh-CN': '分栏', en: 'Columns' },
        description: {
          'zh-CN': '把两三个版块并排。',
          en: 'Two or three blocks side by side.',
        },
        v: 1,
        places: ['portal', 'library', 'collection'],
        settings: [],
        needs: () => ({}),
        columns: true,
      },
    ],
  },
});

import { agentBody, placeBody, recordForm } from './record.form.js';

describe('a record and its form', () => {
  it('goes there and back', () => {
    const view = {
      kind: 'person' as const,
      name: { 'zh-CN': '苏轼', en: 'Su Shi' },
      dynasty: '宋',
      birthYear: 1037,
      deathYear: 1101,
      variants: ['子瞻', '东坡居士'],
      variantKinds: { 子瞻: 'courtesy' as const, 东坡居士: 'art' as const },
      note: {},
      external: { viaf: '73964' },
    };
    expect(agentBody(recordForm(view))).toEqual(view);
  });

  it('leaves out rows that are empty and names given twice, and keeps what is not known unknown', () => {
    const form = recordForm();
    form.name = { 'zh-CN': '临安' };
    form.variants = [
      { text: ' 武林 ', kind: 'former' },
      { text: '', kind: 'art' },
      { text: '武林', kind: '' },
    ];
    form.external = [{ key: 'tgn', value: ' ' }];
    form.latitude = '30.25';
    expect(placeBody(form)).toEqual({
      name: { 'zh-CN': '临安' },
      variants: ['武林'],
      variantKinds: { 武林: 'former' },
      external: {},
      modernName: {},
      parent: null,
      latitude: 30.25,
      longitude: null,
    });
  });
});

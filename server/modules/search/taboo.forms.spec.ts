import { fold } from '../../contract/text/index.js';
import type { TabooPair } from '../authority/also.known.service.js';
import { avoidedForms, tabooForms } from './taboo.forms.js';

const pair = (avoided: string, ...written: string[]): TabooPair => ({
  pid: avoided,
  name: { 'zh-CN': avoided },
  avoided: fold(avoided),
  written,
});

describe('taboo forms', () => {
  const pairs = [pair('玄', '元'), pair('弘', '宏', '洪'), pair('渊', '泉')];
  const forms = (text: string) => tabooForms(text, pairs).map((form) => form.text);

  it('changes every place of the avoided character, in each way it was written', () => {
    expect(forms('玄之又玄')).toEqual(['元之又元']);
    expect(forms('弘治')).toEqual(['宏治', '洪治']);
    expect(forms('弘玄')).toEqual(['弘元', '宏玄', '洪玄']);
  });

  it('knows the character in either script, and each way by itself', () => {
    expect(forms('陶淵明集')).toEqual(['陶泉明集']);
    expect(forms('元武門')).toEqual([]);
    expect(avoidedForms('元武門', pairs).map((form) => form.text)).toEqual(['玄武門']);
    expect(avoidedForms('宏治', pairs).map(({ text, written }) => [text, written])).toEqual([['弘治', '宏']]);
    expect(avoidedForms('玄武門', pairs)).toEqual([]);
  });
});

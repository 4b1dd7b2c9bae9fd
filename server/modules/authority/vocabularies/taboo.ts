import { list, vocabulary } from './shipped.js';

/** The vocabulary by which search knows 避讳 pairs: the heading is the character that was avoided, its other names what was written for it. */
export const tabooVocabulary = 'taboo';

/**
 * Only pairs that readers of editions from Tang to Qing meet often, and whose character is rare enough otherwise:
 * 民→人 or 世→代 would widen half of all questions. A library adds its own under the same key.
 */
export const taboo = vocabulary(
  tabooVocabulary,
  '避讳用字',
  'Taboo characters',
  list(`
    xuan 玄 xuán (Kangxi, Qing; Zhao Xuanlang, Song) = 元
    ye 烨 yè (Kangxi, Qing) = 煜
    yin 胤 yìn (Yongzheng, Qing; Taizu, Song) = 允
    zhen 禛 zhēn (Yongzheng, Qing) = 祯、正
    hong 弘 hóng (Qianlong, Qing; Zhao Hongyin, Song) = 宏、洪
    qiu 丘 qiū (Confucius, since 1725) = 邱
    huan 桓 huán (Qinzong, Song) = 威
    heng 恒 héng (Wendi, Han; Zhenzong, Song) = 常
    yuan 渊 yuān (Gaozu, Tang) = 泉、深`),
);

import { convertBy, inScriptOf, isConverted, localize, nameFor } from '../localized.js';
import { inTaiwan } from './taiwan.js';
import { doubtfulIn, langOf, scriptOf, toTraditional, spoken } from './traditional.js';

describe('simplified characters that stand for several', () => {
  test.each(
    `皇后 皇后 | 后记 後記 | 后妃像 后妃像 | 太后 太后 | 前后 前後 | 后土 后土 | 在书后 在書後
     公里 公里 | 里程 里程 | 邻里 鄰里 | 三千里 三千里 | 湖里 湖裡 | 这里 這裡 | 橹声里的童年 櫓聲裡的童年 | 万里长城 萬里長城 | 里弄 里弄
     头发 頭髮 | 发现 發現 | 理发店 理髮店 | 出版发行 出版發行 | 白发 白髮
     干部 幹部 | 干净 乾淨 | 天干地支 天干地支 | 若干 若干 | 乾隆 乾隆 | 干涉 干涉 | 饼干 餅乾 | 树干 樹幹 | 余干县 餘干縣
     台湾 臺灣 | 台州府 台州府 | 天台山 天台山 | 砚台 硯臺 | 舞台 舞臺 | 台风 颱風 | 柜台 櫃檯
     范仲淹 范仲淹 | 模范 模範 | 示范 示範 | 范围 範圍 | 范成大 范成大 | 师范学堂 師範學堂
     于谦 于謙 | 于右任 于右任 | 关于 關於 | 单于 單于 | 藏于本馆 藏於本館 | 于敏中 于敏中
     钟楼 鐘樓 | 编钟 編鐘 | 钟嵘 鍾嶸 | 钟繇 鍾繇 | 南屏晚钟 南屏晚鐘 | 钟情 鍾情 | 钱钟书 錢鍾書 | 钟 鐘
     岳飞 岳飛 | 五岳 五嶽 | 东岳庙 東嶽廟 | 岳王庙 岳王廟 | 岳阳 岳陽 | 山岳 山嶽
     余杭 餘杭 | 其余 其餘 | 余姚 餘姚 | 余绍宋 余紹宋 | 余嘉锡 余嘉錫 | 诗余 詩餘
     万历 萬曆 | 庆历 慶曆 | 农历 農曆 | 历代 歷代 | 历史 歷史 | 日历 日曆
     癸丑 癸丑 | 乙丑 乙丑 | 小丑 小丑 | 咸淳临安志 咸淳臨安志 | 咸丰 咸豐 | 少长咸集 少長咸集
     御制诗 御製詩 | 制度 制度 | 拓制 拓製 | 复制 複製 | 重复 重複 | 修复 修復 | 恢复 恢復 | 回复 回覆
     经折装 經摺裝 | 奏折 奏摺 | 转折 轉折 | 题签 題籤 | 签名 簽名 | 墓志铭 墓誌銘 | 地方志 地方志 | 县志 縣志 | 杂志 雜誌
     采访 採訪 | 文采 文采 | 谷雨 穀雨 | 山谷 山谷 | 面粉 麵粉 | 封面 封面 | 松烟 松煙 | 轻松 輕鬆
     汇编 彙編 | 词汇 詞彙 | 外汇 外匯 | 游记 遊記 | 上游 上游 | 西湖游览志 西湖遊覽志 | 一只 一隻 | 只有 只有
     关系 關係 | 系统 系統 | 联系 聯繫 | 表格 表格 | 手表 手錶 | 标准 標準 | 批准 批准 | 冲突 衝突 | 征集 徵集 | 长征 長征
     姜夔 姜夔 | 郁达夫 郁達夫 | 忧郁 憂鬱 | 沈阳 瀋陽 | 沈约 沈約 | 周刊 週刊 | 四周 四周 | 家具 家具 | 岩石 岩石 | 丰子恺 豐子愷
     拓片 拓片 | 古籍善本 古籍善本 | 老照片 老照片 | 写本 寫本 | 云南 雲南 | 白云 白雲 | 书云 書云 | 开辟 開闢 | 复辟 復辟
     才能 才能 | 合并 合併 | 并且 並且 | 尽管 儘管 | 尽头 盡頭 | 几案 几案 | 几个 幾個 | 凭借 憑藉 | 借阅 借閱 | 注释 注釋 | 向达 向達`
      .split(/[|\n]/)
      .map((line) => line.trim().split(' ') as [string, string]),
  )('%s is %s', (simplified, traditional) => {
    expect(toTraditional(simplified)).toBe(traditional);
  });

  test('names that begin like a common word are names', () => {
    expect(['于成龙', '于化龙', '余任天', '〔清〕于敏中 撰', '〔明〕余象斗 刊'].map(toTraditional)).toEqual([
      '于成龍', '于化龍', '余任天', '〔清〕于敏中 撰', '〔明〕余象斗 刊',
    ]); // prettier-ignore
    expect(['于是', '余数', '藏于杭州'].map(toTraditional)).toEqual(['於是', '餘數', '藏於杭州']);
  });

  test('what is traditional stays, as often as it is converted', () => {
    for (const text of [
      '皇后後來在裡面',
      '于謙',
      '臺灣',
      '錢塘縣志',
      '余紹宋',
      '范仲淹',
      '鍾繇',
      '乾隆',
      '萬曆',
      '墓誌銘',
    ]) {
      expect(toTraditional(text)).toBe(text);
      expect(toTraditional(`${text}集`)).toBe(`${text}集`);
    }
    expect(toTraditional(toTraditional('范仲淹后记在台州里弄发现'))).toBe('范仲淹後記在台州里弄發現');
  });

  test('other scripts, marks and lengths are not touched', () => {
    for (const text of ['', 'West Lake', '1736/1795', '𠮷𪚥', '{n} 件', '😀']) expect(toTraditional(text)).toBe(text);
    const long = '发现'.repeat(3000);
    expect([...toTraditional(long)]).toHaveLength(6000);
  });

  test('what no word settles is named for whoever looks it over', () => {
    expect(doubtfulIn('里程与发现')).toEqual([]);
    expect(doubtfulIn('某后')).toEqual(['后']);
    expect(doubtfulIn('後記')).toEqual([]);
  });
});

test('what the platform says is said as in Taiwan; what librarians call theirs is only written so', () => {
  expect(inTaiwan('保存文件的数据')).toBe('儲存檔案的資料');
  expect(toTraditional('明清文件')).toBe('明清文件');
});

describe('the script of a run', () => {
  test.each([
    ['旧书店', 'zh-Hans'],
    ['橹声里的童年', 'zh-Hans'],
    ['錢塘縣志', 'zh-Hant'],
    ['老子道德經', 'zh-Hant'],
    ['山水', 'zh'],
    ['万与一萬國圖', 'zh-Hant'],
    ['West Lake', undefined],
    ['1934', undefined],
  ])('%s is %s', (text, script) => expect(scriptOf(text)).toBe(script));

  test('what the record says holds, but not against its characters', () => {
    expect(langOf('旧书店', 'zh-Hant', 'zh-CN')).toBe('zh-Hans');
    expect(langOf('錢塘縣志', 'zh-Hant', 'zh-CN')).toBe('zh-Hant');
    expect(langOf('錢塘縣志', undefined, 'zh-TW')).toBeUndefined();
    expect(langOf('旧书店', undefined, 'zh-TW')).toBe('zh-Hans');
    expect(langOf('山水', undefined, 'en')).toBe('zh');
    expect(langOf('山水', 'zh-Hant', 'en')).toBe('zh-Hant');
    expect(langOf('學而時習之', 'lzh', 'en')).toBe('lzh');
    expect(langOf('Hangzhou (now 杭州)', undefined, 'en')).toBeUndefined();
    expect(langOf('On airing books by the lake', undefined, 'zh-TW')).toBe('en');
    expect(langOf('On airing books by the lake', 'zh-Hans', 'zh-CN')).toBe('en');
    expect(langOf('On airing books by the lake', undefined, 'en')).toBeUndefined();
    expect(langOf('CC BY-SA 4.0', undefined, 'zh-CN')).toBe(undefined);
    expect(langOf('La Chine', undefined, 'zh-CN')).toBeUndefined();
    expect([spoken('山水', 'en'), spoken('山水', 'zh-CN')]).toEqual([{ lang: 'zh' }, {}]);
  });
});

describe('texts in several languages', () => {
  beforeAll(() => convertBy(toTraditional));
  afterAll(() => convertBy((text) => text));

  test('what somebody wrote for readers of traditional characters goes before conversion', () => {
    expect(localize({ 'zh-CN': '后台' }, 'zh-TW')).toBe('後臺');
    expect(localize({ 'zh-CN': '后台', 'zh-TW': '後台' }, 'zh-TW')).toBe('後台');
    expect(localize({ 'zh-CN': '后台', 'zh-Hant': '後台' }, 'zh-TW')).toBe('後台');
    expect(localize({ 'zh-CN': '后台' }, 'zh-CN')).toBe('后台');
    expect(localize({ en: 'Backstage' }, 'zh-TW')).toBe('Backstage');
    expect(isConverted({ 'zh-CN': '后' })).toBe(true);
    expect(isConverted({ 'zh-CN': '后', 'zh-TW': '後' })).toBe(false);
    expect(isConverted({ en: 'x' })).toBe(false);
  });

  test('a name is told by its heading where that says it in the language of the page', () => {
    const heading = { 'zh-CN': '范晔', 'zh-TW': '范曄（手寫）', en: 'Fan Ye' };
    expect(nameFor('范晔', heading, 'zh-TW')).toBe('范曄（手寫）');
    expect(nameFor('范蔚宗', heading, 'zh-TW')).toBe('范蔚宗');
    expect(nameFor('范晔', heading, 'en')).toBe('Fan Ye');
    expect(nameFor('范晔', { 'zh-CN': '范晔' }, 'en')).toBe('范晔');
    expect(inScriptOf('en', '发现')).toBe('发现');
  });
});

test('a label that comes again costs next to nothing', () => {
  const labels = Array.from({ length: 200 }, (_, at) => `相关地点与拍摄地点之${at}`);
  for (const label of labels) toTraditional(label);
  const began = performance.now();
  for (let round = 0; round < 50; round++) for (const label of labels) toTraditional(label);
  // Ten thousand labels: a hundred pages of results. One page takes some five milliseconds to draw.
  expect((performance.now() - began) / 50).toBeLessThan(0.5);
});

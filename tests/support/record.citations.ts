/** The sample record of each template, as somebody who knows GB/T 7714-2015 cites it. The deed has its year in a field of its own only. */
export const citedByHand: Readonly<Record<string, string>> = {
  'ancient-book':
    '沈望之. 月轮山房诗钞二十四卷[M/OL]. 陈石渠, 校. 刻本. 錢塘: 月輪山房, 1783(清乾隆四十八年)[2026-11-30]. 之江大学图书馆, 越金-0001. https://linlang.example.org/i/smpr0001d.',
  rubbing:
    '徐文渊. 重修兰亭书院碑[Z/OL]. 赵汝明, 书丹. 1533(明嘉靖十二年)[2026-11-30]. 之江大学图书馆, 拓-0088. https://linlang.example.org/i/smpr0001d.',
  painting:
    '顾云岫. 秋山读书图[Z/OL]. 1877(清光绪三年)[2026-11-30]. 之江大学图书馆, 画-0012. https://linlang.example.org/i/smpr0001d.',
  photograph:
    '林伯安. 湖滨路口[Z/OL]. 1928[2026-11-30]. 之江大学图书馆, 影-0301. https://linlang.example.org/i/smpr0001d.',
  'audio-visual':
    '朱阿根. 老校工谈战时迁校[Z/OL]. 2014-10-12[2026-11-30]. 之江大学图书馆, 声-0005. https://linlang.example.org/i/smpr0001d.',
  object:
    '青釉刻花碗[Z/OL]. [1127-1279](南宋)[2026-11-30]. 之江大学图书馆, 器-0019. https://linlang.example.org/i/smpr0001d.',
  letter:
    '周季鸣. 周季鸣致顾鹤年札[Z/OL]. 1936[2026-11-30]. 之江大学图书馆, 札-0066. https://linlang.example.org/i/smpr0001d.',
  map: '佚名画工. 湖山全图[CM/OL]. 彩绘本. 1892(清光绪十八年)[2026-11-30]. 之江大学图书馆, 图-0014. https://linlang.example.org/i/smpr0001d.',
  manuscript:
    '佛经残卷[Z/OL]. [701-800](8世纪)[2026-11-30]. 之江大学图书馆, 写-0007. https://linlang.example.org/i/smpr0001d.',
  gazetteer:
    '沈子衡. 康熙湖州府志十二卷[M/OL]. 王启元, 修. 1685(清康熙二十四年)[2026-11-30]. 之江大学图书馆, 志-0112. https://linlang.example.org/i/smpr0001d.',
  genealogy:
    '沈维岳. 月轮沈氏宗谱十六卷[M/OL]. 木活字本. 1884(清光绪十年)[2026-11-30]. 之江大学图书馆, 谱-0040. https://linlang.example.org/i/smpr0001d.',
  deed: '道光三年沈阿寿卖田契[A/OL]. 1823(道光三年)[2026-11-30]. 之江大学图书馆, 契-0231. https://linlang.example.org/i/smpr0001d.',
  republican:
    '周季鸣. 西湖植物小志[M/OL]. 上海: 湖光书局, 1934(民国二十三年)[2026-11-30]. 之江大学图书馆, 民-0417. https://linlang.example.org/i/smpr0001d.',
  periodical:
    '艺林学社. 艺林旬刊[J/OL]. 杭州: 艺林学社, 1931-03-11[2026-11-30]. 之江大学图书馆, 刊-0032-0203. https://linlang.example.org/i/smpr0001d.',
  newspaper:
    '之江日报[N/OL]. 杭州: 之江日报社, 1935-06-04[2026-11-30]. 之江大学图书馆, 报-0008-19350604. https://linlang.example.org/i/smpr0001d.',
  thesis:
    '李沐. 清代浙东刻工研究[D/OL]. 之江大学, 2019[2026-11-30]. 之江大学图书馆, 10335-2019-014. https://linlang.example.org/i/smpr0001d.',
  'school-archive':
    '之江大学. 关于迁校建德的布告[A/OL]. 1937[2026-11-30]. 之江大学图书馆, 校-1937-08. https://linlang.example.org/i/smpr0001d.',
  'rare-western':
    'HARCOURT E. A voyage to the lake city[M/OL]. London: J. Merrow, 1847[2026-11-30]. 之江大学图书馆, W-0203. https://linlang.example.org/i/smpr0001d.',
  'dublin-core':
    '沈望之. 湖上竹枝词辑录[Z/OL]. 湖光书局, 1934[2026-11-30]. 之江大学图书馆, DC-0001. https://linlang.example.org/i/smpr0001d.',
};

/** Kinds of field by what a librarian uses them for, in the order of a catalogue entry. */
export const typeUses = [
  { use: 'words', types: ['text', 'long-text', 'rich-text', 'transcription'] },
  { use: 'who', types: ['agent', 'date', 'place', 'point'] },
  { use: 'choice', types: ['term', 'boolean', 'identifier'] },
  { use: 'size', types: ['measurement', 'number'] },
  { use: 'media', types: ['region', 'contents', 'segments', 'file'] },
  { use: 'links', types: ['link', 'url', 'compound'] },
] as const;

/** Plugins bring types that nobody sorted here. */
export const otherUse = 'other';

/**
 * What people call what they look for: Chinese words with how they are typed, English ones as they are. Found in every
 * language of the interface, because people think of a field in the language that they catalogue in.
 */
const asked: Record<string, string> = {
  text: '文本 wenben 文字 wenzi 单行 danhang 题名 timing 标题 biaoti 名称 mingcheng 版本 banben text line title string',
  'long-text':
    '长文本 changwenben 多行 duohang 提要 tiyao 摘要 zhaiyao 附注 fuzhu 备注 beizhu 说明 shuoming 题跋 tiba note abstract summary description paragraph',
  'rich-text': '富文本 fuwenben 排版 paiban 格式 geshi 引文 yinwen 介绍 jieshao rich formatted html essay',
  transcription:
    '录文 luwen 释文 shiwen 逐页 zhuye 全文 quanwen 碑文 beiwen 抄录 chaolu 校勘 jiaokan transcription full text epigraphy',
  agent:
    '责任者 zerenzhe 人物 renwu 人名 renming 作者 zuozhe 著者 zhuzhe 撰者 zhuanzhe 刻工 kegong 藏家 cangjia 机构 jigou 团体 tuanti 出版者 chubanzhe 摄影 sheying person people name agent author creator contributor body organisation publisher',
  date: '年代 niandai 日期 riqi 时间 shijian 年号 nianhao 干支 ganzhi 朝代 chaodai 年份 nianfen 纪年 jinian 刊刻时间 date time year era dynasty period when',
  place:
    '地名 diming 地点 didian 地方 difang 出土地 chutudi 籍贯 jiguan 馆藏地 guancangdi 原址 yuanzhi 地图 ditu place location where map',
  point:
    '坐标 zuobiao 经纬度 jingweidu 位置 weizhi 定位 dingwei 地图 ditu point coordinates latitude longitude gps map',
  term: '词表 cibiao 选项 xuanxiang 下拉 xiala 分类 fenlei 类型 leixing 主题 zhuti 规范词 guifanci 四部 sibu 列表 liebiao term vocabulary list choice select category subject class type',
  boolean: '是否 shifou 开关 kaiguan 勾选 gouxuan 有无 youwu boolean yes no flag checkbox',
  identifier:
    '编号 bianhao 索书号 suoshuhao 登录号 dengluhao 馆藏号 guancanghao 条码 tiaoma 普查号 puchahao identifier number shelfmark call number accession barcode isbn',
  measurement:
    '度量 duliang 量度 liangdu 尺寸 chicun 大小 daxiao 高 gao 宽 kuan 厚 hou 厘米 limi 版框 bankuang 开本 kaiben 长度 changdu measurement size dimensions height width depth cm',
  number:
    '数字 shuzi 数量 shuliang 数目 shumu 页数 yeshu 件数 jianshu 卷数 juanshu 重量 zhongliang 价格 jiage number count quantity weight amount',
  region:
    '图中区域 tuzhongquyu 印章 yinzhang 钤印 qianyin 人像 renxiang 局部 jubu 框选 kuangxuan 标注 biaozhu region image part seal face crop annotation',
  contents: '目次 muci 目录 mulu 篇目 pianmu 章节 zhangjie 子目 zimu contents toc chapters',
  segments:
    '分段 fenduan 时间段 shijianduan 录音 luyin 录像 luxiang 口述 koushu 章节 zhangjie segments time audio video oral history',
  file: '文件 wenjian 附件 fujian 上传 shangchuan file attachment upload pdf',
  link: '资源关联 ziyuanguanlian 关联 guanlian 相关 xiangguan 版本 banben 丛书 congshu 拓本 tuoben 链接 lianjie link item relation related part of series copy',
  url: '网址 wangzhi 链接 lianjie 网页 wangye url web address link site',
  compound:
    '组合 zuhe 复合 fuhe 成组 chengzu 子字段 ziziduan 印章 yinzhang 递藏 dicang compound group several parts fields',
};

const plain = (text: string): string => text.toLowerCase().trim();

/** Every word that was typed is found: in its name, in what is said of it, or in what people call it. */
export function fitsType(key: string, shown: readonly string[], typed: string): boolean {
  const words = [key, ...shown, asked[key] ?? ''].map(plain).join(' ');
  return plain(typed)
    .split(/\s+/)
    .every((word) => words.includes(word));
}

import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import { may } from '../../session/session.js';
import { useScope } from './scope.js';

/** Where one can go. */
export interface Goal {
  key: string;
  text: string;
  about: string;
  to: string;
  state?: string;
  readers?: boolean;
  /** What people call it besides, as they type it. */
  words?: string;
  /** Not a page of the console: another tab. */
  outside?: boolean;
}

/** Whatever language the console is in, a page is found by its Chinese name, its pinyin and its English one. */
const words: Record<string, string> = {
  today: '今日 jinri today home',
  review: '审核 shenhe review',
  authorities: '规范 guifan authorities',
  agents: '人物 机构 人名 renwu jigou people persons bodies agents',
  places: '地名 地点 diming places',
  vocabularies: '词表 cibiao vocabularies terms',
  jobs: '任务 renwu jobs',
  recent: '最近操作 撤销 zuijincaozuo chexiao recent acts undo',
  account: '账号 密码 zhanghao mima account password',
  libraries: '成员馆 chengyuanguan libraries',
  security: '登录 安全 denglu anquan security two-factor',
  collections: '特藏库 tecangku collections',
  'new-collection': '新建特藏库 模板 导入 xinjian moban new collection template import',
  people: '人员 邀请 角色 renyuan yaoqing people staff invite roles',
  audit: '操作记录 日志 caozuojilu rizhi audit log',
  library: '设置 本馆设置 shezhi settings library',
  design: '设计 字段 分面 映射 sheji ziduan design designer fields facets mapping',
  collection: '设置 特藏库设置 shezhi settings collection numbers visibility',
};

/** Chapters of the manual for those who work here, by their addresses. */
const manuals = [
  'cataloging',
  'dates',
  'designing-a-collection',
  'managing-a-library',
  'operating',
  'searching',
  'api',
];

/** All pages that this person may open, and the manual. */
export function usePlaces(): ComputedRef<Goal[]> {
  const { t, locale } = useI18n();
  const { libraries } = useScope();
  const name = (text: Record<string, string>) => localize(text, locale.value as Locale);

  return computed(() => {
    const goals: Goal[] = [];
    const put = (key: string, text: string, to: string, about = '') =>
      goals.push({ key: `${key} ${to}`, text, about, to, words: words[key] ?? '' });
    const page = (key: string, to: string, about = '') => put(key, t(`console.rail.${key}`), to, about);
    page('today', '/');
    page('review', '/review');
    if (may('authority.read'))
      for (const key of ['agents', 'places', 'vocabularies'])
        put(key, t(`console.authority.${key}`), `/authorities/${key}`, t('console.rail.authorities'));
    page('jobs', '/jobs');
    if (may('item.read')) page('recent', '/recent');
    page('account', '/account');
    if (may('platform.read')) {
      page('libraries', '/libraries');
      page('platform-people', '/people');
      page('security', '/security');
      page('platform-audit', '/audit');
    }
    for (const one of libraries.value) {
      const about = name(one.name);
      for (const { pid, name: given } of one.collections) {
        const own = `${name(given)} · ${about}`;
        put('items', name(given), `/collections/${pid}/items`, `${about} · ${t('console.rail.items')}`);
        put('design', t('console.palette.design', { name: name(given) }), `/collections/${pid}/design`, about);
        if (may('collection.edit', { library: one.pid, collection: pid }))
          put('collection', t('console.palette.settings', { name: name(given) }), `/collections/${pid}`, own);
      }
      page('collections', `/libraries/${one.pid}/collections`, about);
      if (may('collection.create', { library: one.pid }))
        put('new-collection', t('console.collection.new'), `/libraries/${one.pid}/collections/new`, about);
      if (may('person.read', { library: one.pid })) page('people', `/libraries/${one.pid}/people`, about);
      if (may('audit.read', { library: one.pid })) page('audit', `/libraries/${one.pid}/audit`, about);
      if (may('library.edit', { library: one.pid })) page('library', `/libraries/${one.pid}`, about);
    }
    for (const slug of manuals)
      goals.push({
        key: `manual ${slug}`,
        text: t(`console.palette.manuals.${slug}`),
        about: t('console.palette.manual'),
        to: `${locale.value === 'en' ? '/en' : locale.value === 'zh-TW' ? '/zh-TW' : ''}/docs/${slug}`,
        words: `${slug.replaceAll('-', ' ')} manual help 手册 帮助 shouce bangzhu`,
        outside: true,
      });
    return goals;
  });
}

/** How well what was typed fits: by its beginning, by all its words, or not at all (0). */
export function fit(goal: Goal, typed: string): number {
  const asked = typed.trim().toLowerCase();
  if (goal.text.toLowerCase().startsWith(asked)) return 3;
  if ((goal.words ?? '').split(' ').some((word) => word.toLowerCase() === asked)) return 2;
  const all = `${goal.text} ${goal.about} ${goal.words ?? ''}`.toLowerCase();
  return asked.split(/\s+/).every((word) => all.includes(word)) ? 1 : 0;
}

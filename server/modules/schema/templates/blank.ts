import { coreFields } from './core.js';
import { both, group, type Template } from './template.js';

/** A title and nothing else, for whoever builds their own from the ground. */
export const blank: Template = {
  key: 'blank',
  kind: 'other',
  name: both('空白', 'Blank'),
  description: both(
    '只有题名一个字段，其余由您自己在“设计”里添加。',
    'One field, the title; all the rest you add yourself in the designer.',
  ),
  groups: [group('basic', '基本信息', 'Basics', [coreFields.title])],
  presentation: {
    searchFields: ['title'],
    facets: [],
    sorts: [{ field: 'title' }],
    card: { subtitle: [] },
    layout: 'viewer-top',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};

import { noted } from './core.js';
import { both, field, part, parts, type TemplateField } from './template.js';

/** 钤印: what the legend says, whose it is, and where it was set. */
export const sealField = (zh = '钤印', en = 'Seals', owner = both('藏家', 'Owner')): TemplateField =>
  field('seal*', zh, en, 'compound', {
    core: 'seal',
    options: parts(
      part('text', '印文', 'Legend', 'text'),
      { ...part('owner', '', '', 'agent'), label: owner },
      part('page', '所在页', 'Page', 'number'),
      part('where~', '所在', 'Where', 'text'),
      part('region', '图中位置', 'On the image', 'region'),
    ),
    mapping: noted('seal', '317'),
  });

/** 题跋: who wrote it, when, and what it says. */
export const annotationField = (cnmarc: string, zh = '题跋', en = 'Colophons'): TemplateField =>
  field('annotation*', zh, en, 'compound', {
    core: 'annotation',
    options: parts(
      part('kind~', '类型', 'Kind', 'text'),
      part('agent', '题者', 'By', 'agent'),
      part('date', '时间', 'Date', 'date'),
      part('text', '文字', 'Text', 'long-text'),
    ),
    mapping: noted('annotation', cnmarc),
  });

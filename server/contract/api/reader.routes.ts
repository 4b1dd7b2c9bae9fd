import { z } from 'zod';
import { longestLetters, typefaces } from '../text/letters.js';
import { Pid } from '../pid.js';
import { defineRoutes, pidParams } from './define.js';

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const MarkedRun = z.object({ parts: z.array(z.string()), lang: z.string().optional() });

export const PageText = z
  .object({
    page: Pid,
    text: z.string(),
    lang: z.string().optional(),
    source: z.enum(['supplied', 'recognised', 'corrected']),
    lines: z.array(z.object({ text: z.string(), box: Box.nullable() })),
  })
  .meta({ id: 'PageText' });

export const ItemMatchesView = z
  .object({
    total: z.number().int(),
    words: z.array(z.string()),
    pages: z.array(
      z.object({
        page: Pid,
        label: z.string(),
        count: z.number().int(),
        boxes: z.array(Box),
        spans: z.array(z.tuple([z.number().int(), z.number().int()])),
        excerpt: MarkedRun.optional(),
      }),
    ),
  })
  .meta({ id: 'ItemMatches' });

export const readerRoutes = defineRoutes({
  'GET /pages/:page/text': {
    summary: 'The text of one published page, with its lines',
    access: 'public',
    anySite: true,
    params: pidParams('page'),
    response: PageText.nullable(),
  },
  'GET /items/:item/matches': {
    summary: 'Where words stand in one published item',
    access: 'public',
    anySite: true,
    cost: 'search',
    params: pidParams('item'),
    query: z.object({ q: z.string().trim().min(1).max(200), exact: z.stringbool().default(false) }),
    response: ItemMatchesView,
  },
});

const html = ['text/html'];
const item = pidParams('item');
/** Whatever stands in an address: it was passed on, cut off or typed by hand, and none of that is an error. */
const query = z.looseObject({});
const page = (summary: string) => ({ summary, access: 'public' as const, cost: 'page' as const, produces: html });
const feed = (summary: string) => ({
  summary,
  access: 'public' as const,
  cost: 'gather' as const,
  produces: ['application/rss+xml'],
});
/** The same few lines for everybody, made of what lies ready: it costs nothing, and what it then asks for is paid. */
const shell = (summary: string) => ({ summary, access: 'public' as const, produces: html });
/** Not checked as an id: a wrong one gets our page about it, not a list of what is wrong with it. */
const Name = z.string().max(200);

/**
 * Pages are the same under `/en` and `/zh-TW`: the prefix is taken off before routes are matched.
 */
export const readerRawRoutes = defineRoutes({
  'GET ~/': page('Home of the portal, or of a library on its own host'),
  'GET ~/search': { ...page('Search results'), cost: 'search', query },
  'GET ~/search/facets/:facet': {
    ...page('All values of one facet under a search'),
    cost: 'search',
    params: z.object({ facet: Name }),
    query,
  },
  'GET ~/search/advanced': { ...page('A search by rows, to be filled in'), cost: 'search', query },
  'GET ~/libraries': page('Member libraries'),
  'GET ~/l/:slug': { ...page('One library'), params: z.object({ slug: Name }) },
  'GET ~/l/:slug/titles': {
    ...page('Titles of a library, by letter or by strokes'),
    params: z.object({ slug: Name }),
    query,
  },
  'GET ~/collections': page('Collections'),
  'GET ~/c/:name': { ...page('One collection'), params: z.object({ name: Name }) },
  'GET ~/c/:collection/draft': {
    ...page('One collection as it would be with its draft in force, for those who work on it'),
    access: { permission: 'collection.read' as const, on: 'collection' as const },
    params: pidParams('collection'),
  },
  'GET ~/c/:name/titles': {
    ...page('Titles of a collection, by letter or by strokes'),
    params: z.object({ name: Name }),
    query,
  },
  'GET ~/titles': { ...page('All titles, by letter or by strokes'), query },
  'GET ~/i/:name': { ...page('One item'), params: z.object({ name: Name }) },
  'GET ~/i/:name/family': {
    ...page('An item in its family: the stone with its impressions, the edition with its copies'),
    params: z.object({ name: Name }),
    query,
  },
  'GET ~/i/:name/p/:leaf': {
    ...page('A page of an item, to be read'),
    params: z.object({ name: Name, leaf: Name }),
    query,
  },
  'GET ~/a/:name': {
    ...page('A person, place or term, and the items that name it'),
    cost: 'search',
    params: z.object({ name: Name }),
    query,
  },
  'GET ~/i/:item/qr.svg': {
    summary: 'A QR code of the item’s address',
    access: 'public',
    cost: 'gather',
    params: item,
    produces: ['image/svg+xml'],
  },
  'GET ~/i/:item/cite/:format': {
    summary: 'The item, or one page of it, as a reference, for a reference manager',
    access: 'public',
    anySite: true,
    cost: 'gather',
    params: item.extend({ format: z.enum(['bib', 'ris', 'txt']) }),
    query: z.object({ page: Pid.optional() }),
    produces: ['application/x-bibtex', 'application/x-research-info-systems', 'text/plain'],
  },
  'GET ~/i/:item/whole/:format': {
    summary: 'The whole item to take away: its images as a PDF, its text as a plain file, as far as this reader may',
    access: 'public',
    cost: 'whole',
    params: item.extend({ format: z.enum(['pdf', 'txt']) }),
    query: z.object({ part: z.coerce.number().int().min(1).max(1000).default(1) }),
    produces: ['application/pdf', 'text/plain'],
  },
  'GET ~/about': page('About this site'),
  'GET ~/docs': page('Help'),
  'GET ~/docs/:topic': { ...page('One page of help'), params: z.object({ topic: Name }) },
  'GET ~/offline': page('What is shown without a network'),
  'GET ~/console': shell('The console'),
  'GET ~/console/*rest': shell('The console, at one of its places'),
  'GET ~/assets/:file': {
    summary: 'Scripts, styles and fonts; a changed file has another name',
    access: 'public',
    params: z.object({ file: z.string().max(200) }),
    produces: ['application/javascript', 'text/css', 'font/woff2'],
  },
  'GET ~/sheets/:list': {
    summary: 'The style sheets of a page as one, named by what is in it',
    access: 'public',
    params: z.object({
      list: z
        .string()
        .max(1000)
        .regex(/^[\w~-]+\.css$/),
    }),
    produces: ['text/css'],
  },
  'GET ~/type/:edition/:face/:letters': {
    summary: 'A face with the few characters that a page is set in, as a font',
    access: 'public',
    cost: 'read',
    params: z.object({
      edition: z.string().regex(/^[0-9a-f]{10}$/),
      face: z.enum(typefaces),
      letters: z
        .string()
        .max(longestLetters + '.woff2'.length)
        .regex(/^[\w-]+\.woff2$/),
    }),
    produces: ['font/woff2'],
  },
  'GET ~/palettes/:sheet': {
    summary: 'The colours of a page, as a style sheet named by what is in it',
    access: 'public',
    params: z.object({ sheet: z.string().regex(/^[0-9a-f]{20}\.css$/) }),
    produces: ['text/css'],
  },
  'GET ~/brand/:file': {
    summary: 'Pictures of the site itself',
    access: 'public',
    params: z.object({ file: z.string().max(100) }),
    produces: ['image/webp', 'image/svg+xml', 'image/png'],
  },
  'GET ~/sw.js': {
    summary: 'The worker that knows the offline page',
    access: 'public',
    produces: ['application/javascript'],
  },
  'GET ~/favicon.ico': { summary: 'The mark of this site', access: 'public', produces: ['image/svg+xml'] },
  'GET ~/robots.txt': { summary: 'What machines may read', access: 'public', produces: ['text/plain'] },
  'GET ~/.well-known/security.txt': {
    summary: 'Whom to tell of a weakness',
    access: 'public',
    produces: ['text/plain'],
  },
  'GET ~/feed.xml': feed('What came last to the site, as RSS'),
  'GET ~/l/:slug/feed.xml': { ...feed('What came last to a library'), params: z.object({ slug: Name }) },
  'GET ~/c/:name/feed.xml': { ...feed('What came last to a collection'), params: z.object({ name: Name }) },
  'GET ~/manifest.webmanifest': {
    summary: 'How the site is called and shown on a home screen',
    access: 'public',
    cost: 'gather',
    produces: ['application/manifest+json'],
  },
  'GET ~/apple-touch-icon.png': { summary: 'The mark of this site', access: 'public', produces: ['image/png'] },
  'GET ~/sitemap.xml': {
    summary: 'Where everything stands',
    access: 'public',
    cost: 'gather',
    produces: ['application/xml'],
  },
  'GET ~/sitemap/:part': {
    summary: 'One part of it',
    access: 'public',
    cost: 'gather',
    params: z.object({ part: z.string().regex(/^(records-)?\d{1,5}\.xml$/) }),
    produces: ['application/xml'],
  },
  'GET ~/*path': page('Any other address: the page that says there is none'),
});

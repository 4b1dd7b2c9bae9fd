import { facetPath, searchPath, toggled } from '../../../web/src/reader/search/paths.js';
import { listAsked, searchRequest } from './search.query.js';

/** As the query parser hands it over. */
function parsed(path: string) {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(path.split('?')[1] ?? '')) {
    const before = query[name];
    query[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return searchRequest(query);
}

describe('the address of a search', () => {
  it('says the same when it is read and written again', () => {
    const path =
      '/search?q=%E9%92%B1%E5%A1%98&library=zhijiang&f=kind%7Ebook&f=kind%7Eletter&f=place%7Ex%7Ey&from=1368&to=1911&sort=oldest&view=grid&page=3';
    const { request, view } = parsed(path);
    expect(request.facets).toEqual({ kind: ['book', 'letter'], place: ['x~y'] });
    expect(searchPath(request, view)).toBe(path);
  });

  it('takes the place from the search box', () => {
    expect(parsed('/search?in=library:lanting&q=a').request.library).toBe('lanting');
    expect(parsed('/search?in=collection:abc&q=a').request.collection).toBe('abc');
    expect(parsed('/search?in=&q=a').request).not.toHaveProperty('library');
  });

  it('leaves out what makes no sense', () => {
    const { request } = parsed('/search?page=-2&from=soon&f=novalue&f=~x&sort=%3Cscript%3E&to=99999');
    expect(request).toEqual({ q: '', exact: false, facets: {}, sort: '', page: 1, size: 20 });
  });

  it('puts years into their order', () => {
    expect(parsed('/search?from=1900&to=1800').request).toMatchObject({ from: 1800, to: 1900 });
  });

  it('asks for a page of a facet’s list that there can be', () => {
    expect(listAsked({ page: '9'.repeat(30), order: 'size', find: ' 丁 ' })).toEqual({
      ...{ page: 1_000_000, order: undefined, find: '丁', size: 60 },
    });
    expect(listAsked({ page: '-1', order: ['pinyin', 'count'] })).toMatchObject({ page: 1, order: 'pinyin', find: '' });
  });

  it('is the one of a facet’s whole list, with the search as it is', () => {
    const { request, view } = parsed('/search?q=a&page=4&f=kind~book&view=grid');
    expect(facetPath(request, view, 'agent', { find: '丁', order: 'pinyin', page: 2 })).toBe(
      '/search/facets/agent?q=a&f=kind%7Ebook&view=grid&find=%E4%B8%81&order=pinyin&page=2',
    );
    expect(facetPath({ ...request, q: '', facets: {} }, 'list', 'agent')).toBe('/search/facets/agent');
  });

  it('chooses and drops a facet, and starts over at the first page', () => {
    const { request, view } = parsed('/search?q=a&page=4&f=kind~book');
    const more = { ...request, ...toggled(request, 'kind', 'map') };
    expect(searchPath(more, view)).toBe('/search?q=a&f=kind%7Ebook&f=kind%7Emap');
    const less = { ...more, ...toggled(more, 'kind', 'book') };
    expect(searchPath({ ...less, ...toggled(less, 'kind', 'map') }, view)).toBe('/search?q=a');
  });
});

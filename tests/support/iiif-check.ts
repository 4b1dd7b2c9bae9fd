/** The Presentation API 3 as far as it says "must" about what we write: one list of what is wrong, each with its place. */
type Json = unknown;
type Node = Record<string, Json>;

const motivations = new Set(['painting', 'supplementing']);
const directions = new Set(['left-to-right', 'right-to-left', 'top-to-bottom', 'bottom-to-top']);
const behaviours = new Set([
  'paged',
  'non-paged',
  'individuals',
  'continuous',
  'unordered',
  'auto-advance',
  'no-auto-advance',
]);

export function checkManifest(manifest: Json): void {
  const wrong: string[] = [];
  const say = (place: string, what: string) => wrong.push(`${place}: ${what}`);
  const object = (value: Json): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
  const ids = new Set<string>();

  const id = (node: Node, place: string, unique: boolean) => {
    const value = node['id'];
    if (typeof value !== 'string' || !/^https?:\/\/[^/]+\/\S*$/.test(value))
      return say(place, `no address: ${String(value)}`);
    if (unique && ids.has(value)) say(place, `an id that is there already: ${value}`);
    ids.add(value);
  };
  const languages = (value: Json, place: string) => {
    if (!object(value) || Object.keys(value).length === 0) return say(place, 'no language map');
    for (const [tag, texts] of Object.entries(value)) {
      if (!/^(none|[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*)$/.test(tag)) say(place, `no language: ${tag}`);
      if (!Array.isArray(texts) || texts.length === 0 || texts.some((text) => typeof text !== 'string'))
        say(place, `${tag} has no texts`);
    }
  };
  const list = (value: Json, place: string): Node[] => {
    if (!Array.isArray(value) || !value.every(object)) {
      say(place, 'no list');
      return [];
    }
    return value;
  };
  const positive = (value: Json) => typeof value === 'number' && Number.isFinite(value) && value > 0;
  const resource = (node: Node, place: string) => {
    if (typeof node['id'] !== 'string') say(place, 'no id');
    if (typeof node['type'] !== 'string') say(place, 'no type');
    if (node['label'] !== undefined) languages(node['label'], `${place}.label`);
    for (const key of ['width', 'height', 'duration']) {
      if (node[key] !== undefined && !positive(node[key])) say(place, `${key} is ${String(node[key])}`);
    }
    for (const service of node['service'] === undefined ? [] : list(node['service'], `${place}.service`)) {
      if (service['type'] !== 'ImageService3' || service['profile'] !== 'level2' || typeof service['id'] !== 'string')
        say(place, 'a service of another kind');
    }
  };
  const resources = (node: Node, key: string, place: string) => {
    if (node[key] === undefined) return;
    list(node[key], `${place}.${key}`).forEach((one, at) => resource(one, `${place}.${key}[${at}]`));
  };

  const annotation = (node: Node, canvas: string, place: string) => {
    id(node, place, true);
    if (node['type'] !== 'Annotation') say(place, 'no annotation');
    if (!motivations.has(String(node['motivation']))) say(place, `motivation ${String(node['motivation'])}`);
    if (node['target'] !== canvas) say(place, 'painted on another canvas');
    if (!object(node['body'])) return say(place, 'no body');
    resource(node['body'], `${place}.body`);
    if (typeof node['body']['format'] !== 'string') say(place, 'a body without its format');
  };

  const canvas = (node: Node, place: string) => {
    id(node, place, true);
    if (node['type'] !== 'Canvas') say(place, 'no canvas');
    if (String(node['id']).includes('#')) say(place, 'a fragment in the id of a canvas');
    languages(node['label'], `${place}.label`);
    const sized = [node['width'], node['height']].filter((one) => one !== undefined);
    if (sized.length === 1) say(place, 'only one of width and height');
    if (sized.length === 0 && node['duration'] === undefined) say(place, 'neither size nor duration');
    for (const key of ['width', 'height', 'duration'])
      if (node[key] !== undefined && !positive(node[key])) say(place, `${key} is ${String(node[key])}`);
    for (const key of ['width', 'height'])
      if (node[key] !== undefined && !Number.isInteger(node[key])) say(place, `${key} is no whole number`);
    resources(node, 'thumbnail', place);
    resources(node, 'rendering', place);
    list(node['items'], `${place}.items`).forEach((page, at) => {
      id(page, `${place}.items[${at}]`, true);
      if (page['type'] !== 'AnnotationPage') say(place, 'no page of annotations');
      list(page['items'], `${place}.items[${at}].items`).forEach((one, index) =>
        annotation(one, String(node['id']), `${place}.items[${at}].items[${index}]`),
      );
    });
    for (const page of node['annotations'] === undefined ? [] : list(node['annotations'], `${place}.annotations`)) {
      if (page['type'] !== 'AnnotationPage' || typeof page['id'] !== 'string') say(place, 'no page of annotations');
      const told = page['items'] === undefined ? [] : list(page['items'], `${place}.annotations.items`);
      told.forEach((one, at) => annotation(one, String(node['id']), `${place}.annotations.items[${at}]`));
    }
  };

  if (!object(manifest)) throw new Error('no manifest');
  // Whoever names a service of another standard names its context before its own.
  const search = 'http://iiif.io/api/search/2/context.json';
  const service = manifest['service'] === undefined ? [] : list(manifest['service'], 'service');
  for (const one of service)
    if (one['type'] !== 'SearchService2' || typeof one['id'] !== 'string') say('service', 'unknown');
  const contexts = [...(service.length > 0 ? [search] : []), 'http://iiif.io/api/presentation/3/context.json'];
  if (String(manifest['@context']) !== String(contexts)) say('@context', String(manifest['@context']));
  if (manifest['type'] !== 'Manifest') say('type', String(manifest['type']));
  id(manifest, 'manifest', true);
  languages(manifest['label'], 'label');
  if (manifest['summary'] !== undefined) languages(manifest['summary'], 'summary');
  for (const pair of manifest['metadata'] === undefined ? [] : list(manifest['metadata'], 'metadata')) {
    languages(pair['label'], 'metadata.label');
    languages(pair['value'], 'metadata.value');
  }
  if (object(manifest['requiredStatement'])) {
    languages(manifest['requiredStatement']['label'], 'requiredStatement.label');
    languages(manifest['requiredStatement']['value'], 'requiredStatement.value');
  } else say('requiredStatement', 'missing');
  if (
    manifest['rights'] !== undefined &&
    !/^http:\/\/(creativecommons|rightsstatements)\.org\//.test(String(manifest['rights']))
  )
    say('rights', String(manifest['rights']));
  if (manifest['viewingDirection'] !== undefined && !directions.has(String(manifest['viewingDirection'])))
    say('viewingDirection', 'unknown');
  if (Array.isArray(manifest['behavior']))
    for (const one of manifest['behavior']) if (!behaviours.has(String(one))) say('behavior', String(one));
  for (const key of ['thumbnail', 'homepage', 'seeAlso', 'rendering', 'partOf']) resources(manifest, key, key);
  list(manifest['provider'], 'provider').forEach((one) => {
    if (one['type'] !== 'Agent') say('provider', 'no agent');
    languages(one['label'], 'provider.label');
    resources(one, 'homepage', 'provider');
  });
  const canvases = list(manifest['items'], 'items');
  if (canvases.length === 0) say('items', 'no canvas');
  canvases.forEach((one, at) => canvas(one, `items[${at}]`));
  const canvasIds = new Set(canvases.map((one) => one['id']));
  const range = (node: Node, place: string): void => {
    id(node, place, true);
    if (node['type'] !== 'Range') say(place, 'no range');
    languages(node['label'], `${place}.label`);
    const items = list(node['items'], `${place}.items`);
    if (items.length === 0) say(place, 'a range of nothing');
    items.forEach((one, at) => {
      if (one['type'] === 'Range') range(one, `${place}.items[${at}]`);
      else if (one['type'] !== 'Canvas' || !canvasIds.has(one['id']))
        say(place, `no canvas of this: ${String(one['id'])}`);
    });
  };
  const ranges = manifest['structures'] === undefined ? [] : list(manifest['structures'], 'structures');
  if (manifest['structures'] !== undefined && ranges.length === 0) say('structures', 'empty');
  ranges.forEach((one, at) => range(one, `structures[${at}]`));
  if (wrong.length > 0) throw new Error(`not a manifest:\n${wrong.join('\n')}`);
}

/** A page of annotations in time, as it is asked for apart from the manifest. */
export function checkSpoken(page: Json, canvas: { id: string; duration: number }): void {
  const { '@context': context, id, type, items } = page as Record<string, Json>;
  expect([context, type]).toEqual(['http://iiif.io/api/presentation/3/context.json', 'AnnotationPage']);
  const annotations = items as Record<string, Json>[];
  expect(annotations.length).toBeGreaterThan(0);
  expect(new Set(annotations.map((one) => one['id'])).size).toBe(annotations.length);
  for (const { id: own, type: kind, motivation, body, target } of annotations) {
    expect([String(own).startsWith(`${String(id)}#`), kind, motivation]).toEqual([true, 'Annotation', 'supplementing']);
    const { language = 'none', ...said } = body as Record<string, Json>;
    expect(said).toEqual({ type: 'TextualBody', format: 'text/plain', value: expect.stringMatching(/\S/) });
    expect(language).toMatch(/^(none|[a-z]{2,3}(-[A-Z][a-z]{3})?)$/);
    const [, on, from, to] = /^(.+)#t=([\d.]+),([\d.]+)$/.exec(String(target))!;
    expect([on, Number(from) < Number(to), Number(to) <= canvas.duration]).toEqual([canvas.id, true, true]);
  }
}

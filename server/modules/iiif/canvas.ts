import type { MediaResource } from '../../contract/plugin.js';
import type { PageRule } from '../access/reader.rule.js';
import { type Shape, shapeOf } from './canvas.shape.js';
import { plain, words } from './language.map.js';
import type { ManifestItem, ManifestPage } from './manifest.repository.js';
import { spokenRefs } from './spoken.js';

/** JSON of the Presentation API, put together and never read again. */
export type Iiif = Record<string, unknown>;

export interface CanvasPlace {
  publicUrl: string;
  item: ManifestItem;
  rule: PageRule<ManifestPage>;
  resourceOf(handler: string | null): MediaResource | undefined;
  /** How many pages of annotations say what is said on a page, by its public id. */
  spoken: ReadonlyMap<string, number>;
}

const missing = () => words('缺叶', 'Missing');
const blank = () => words('空白', 'Blank');
const restricted = () => words('本页限制阅览', 'Restricted');

/** One page as a canvas: its size for everybody, what is painted on it only for those who may see it. */
export function canvasOf(place: CanvasPlace, page: ManifestPage, index: number): Iiif {
  const { publicUrl, item, rule } = place;
  const id = `${publicUrl}/iiif/${item.pid}/canvas/${page.pid}`;
  const resource = place.resourceOf(page.handler);
  const shape = shapeOf(page, resource);
  // Of an image a page's own part is cut; anything else is played, and may need the file whole.
  const open = rule.opens('image', resource === 'Image' ? 'picture' : 'play', page);
  const body = open && page.file_pid ? bodyOf(place, page, resource, shape) : undefined;
  const readable = page.has_text && rule.opens('text', 'picture', page);
  const annotations = [
    ...(readable ? [{ id: `${publicUrl}/iiif/${item.pid}/text/${page.pid}`, type: 'AnnotationPage' }] : []),
    ...spokenRefs(publicUrl, item.pid, page.pid, place.spoken.get(page.pid) ?? 0),
    ...(open && page.captions && rule.opens('text', 'play', page) ? [captionsOf(place, page, page.captions, id)] : []),
  ];
  const thumbnail = thumbnailOf(place, page);
  const said = page.kind === 'missing' ? missing : page.kind === 'blank' ? blank : !open ? restricted : undefined;
  const state = said?.();
  return {
    id,
    type: 'Canvas',
    label: plain(page.label || String(index + 1)),
    ...(state ? { summary: state } : {}),
    ...shape,
    ...(thumbnail ? { thumbnail: [thumbnail] } : {}),
    items: body
      ? [
          {
            id: `${id}/painting`,
            type: 'AnnotationPage',
            items: [{ id: `${id}/painting/1`, type: 'Annotation', motivation: 'painting', body, target: id }],
          },
        ]
      : [],
    ...(annotations.length > 0 ? { annotations } : {}),
    ...renderings(place, page, open, resource),
  };
}

/** Players take captions from an annotation page that stands in the manifest itself. */
function captionsOf(
  { publicUrl }: CanvasPlace,
  page: ManifestPage,
  captions: NonNullable<ManifestPage['captions']>,
  canvas: string,
): Iiif {
  return {
    id: `${canvas}/captions`,
    type: 'AnnotationPage',
    items: captions.map(({ pid, language, label }) => ({
      id: `${canvas}/captions/${pid}`,
      type: 'Annotation',
      motivation: 'supplementing',
      body: {
        id: `${publicUrl}/p/${page.pid}/captions/${pid}`,
        type: 'Text',
        format: 'text/vtt',
        language,
        label: plain(label, language),
      },
      target: canvas,
    })),
  };
}

function bodyOf(
  place: CanvasPlace,
  page: ManifestPage,
  resource: MediaResource | undefined,
  shape: Shape,
): Iiif | undefined {
  const at = `${place.publicUrl}/p/${page.pid}`;
  if (resource === 'Image') {
    if (!page.derivatives.some((one) => one.kind === 'pyramid')) return undefined;
    const service = `${place.publicUrl}/iiif/image/3/${page.pid}`;
    return {
      id: `${service}/full/max/0/default.jpg`,
      type: 'Image',
      format: 'image/jpeg',
      width: shape.width,
      height: shape.height,
      service: [{ id: service, type: 'ImageService3', profile: 'level2' }],
    };
  }
  if (resource === 'Sound' || resource === 'Video') {
    const web = page.derivatives.find((one) => one.kind === 'web');
    if (!web && page.technical?.['webReady'] !== true) return undefined;
    const time = page.source.time ? `#t=${page.source.time[0]},${page.source.time[1]}` : '';
    return { id: `${at}/view${time}`, type: resource, format: web?.mediaType ?? page.media_type, ...shape };
  }
  // Presentation 3 paints no models: its picture stands on the canvas, the model itself is offered beside.
  const poster = page.derivatives.find((one) => one.kind === 'poster');
  if (!poster) return undefined;
  return { id: `${at}/poster`, type: 'Image', format: poster.mediaType, width: shape.width, height: shape.height };
}

export function thumbnailOf(place: CanvasPlace, page: ManifestPage): Iiif | undefined {
  const seen = place.rule.opens('thumbnail', 'picture', page);
  // As the address chooses: a poster stands in where nothing smaller was made.
  const of = (kind: string) => page.derivatives.find((one) => one.kind === kind);
  const derivative = of('thumbnail') ?? of('poster');
  if (!seen || !derivative) return undefined;
  // A part of an image has a thumbnail of its own, cut when it is asked for.
  const crop = page.source.crop;
  const size = crop ? {} : { width: derivative.technical?.['width'], height: derivative.technical?.['height'] };
  return {
    id: `${place.publicUrl}/p/${page.pid}/thumbnail`,
    type: 'Image',
    format: crop ? 'image/jpeg' : derivative.mediaType,
    ...(size.width && size.height ? size : {}),
  };
}

function renderings(
  place: CanvasPlace,
  page: ManifestPage,
  open: boolean,
  resource: MediaResource | undefined,
): { rendering?: Iiif[] } {
  if (!page.file_pid) return {};
  const at = `${place.publicUrl}/p/${page.pid}`;
  const found: Iiif[] = [];
  if (open && resource === 'Model') {
    found.push({
      id: `${at}/view`,
      type: 'Model',
      format: page.media_type,
      label: words('三维模型', '3D model'),
    });
  }
  if (place.rule.opens('download', 'file', page)) {
    found.push({
      id: `${at}/original`,
      type: resource ?? 'Dataset',
      format: page.media_type,
      label: plain(page.name ?? ''),
    });
  }
  return found.length > 0 ? { rendering: found } : {};
}

import type { ItemView } from '../../../../server/contract/reader.js';
import type { TimedSegment } from '../../../kit/plugin.js';

const isSegment = (data: unknown): data is TimedSegment => {
  const segment = data as Partial<TimedSegment> | null | undefined;
  return typeof segment === 'object' && typeof segment?.from === 'number' && typeof segment.title === 'string';
};

/** The record's stretches of time, in order: what players follow. */
export function segmentsOf(item: ItemView): TimedSegment[] {
  return item.groups
    .flatMap((group) => group.fields)
    .filter((field) => field.type === 'segments')
    .flatMap((field) =>
      field.values.flatMap(({ data, lang }: { data?: unknown; lang?: string }) =>
        isSegment(data) ? [{ ...data, ...(lang ? { lang } : {}) }] : [],
      ),
    )
    .sort((a, b) => a.from - b.from);
}

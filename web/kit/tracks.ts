import { onMounted, type Ref, shallowRef } from 'vue';
import type { TrackView } from '../../server/contract/reader.js';
import type { TimedSegment } from './plugin.js';

const traditional = (tag: string) => /^zh-(?:hant|tw|hk|mo)\b/i.test(tag);

/** Which of the tracks a reader of this language is shown first: theirs, in their script, else the first there is. */
export function suitingTrack(tracks: readonly Pick<TrackView, 'lang'>[], locale: string): number {
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  const mine = tracks.map((track, at) => ({ ...track, at })).filter(({ lang }) => primary(lang) === primary(locale));
  return (mine.find(({ lang }) => traditional(lang) === traditional(locale)) ?? mine[0])?.at ?? 0;
}

function segmentOf(cue: VTTCue, lang: string): TimedSegment {
  const speaker = /<v(?:\.[\w-]+)*\s([^<>]+)>/.exec(cue.text)?.[1]?.trim();
  return {
    from: cue.startTime,
    to: cue.endTime,
    title: cue.getCueAsHTML().textContent?.trim() ?? '',
    ...(speaker ? { speaker } : {}),
    ...(lang ? { lang } : {}),
  };
}

/**
 * What the track that is on says, as lines to follow. The browser reads the file; `read` is to be called by each
 * `<track>` once it is loaded. Sound has no picture to write on: there the track is on without being shown.
 */
export function useCues(element: Ref<HTMLMediaElement | undefined>, shownAs: 'showing' | 'hidden') {
  const cues = shallowRef<TimedSegment[]>([]);

  function read(): void {
    const on = [...(element.value?.textTracks ?? [])].find((track) => track.mode !== 'disabled');
    cues.value = on?.cues ? [...on.cues].map((cue) => segmentOf(cue as VTTCue, on.language)) : [];
  }

  function choose(at: number): void {
    [...(element.value?.textTracks ?? [])].forEach((track, index) => {
      track.mode = index === at ? shownAs : 'disabled';
    });
    read();
  }

  onMounted(() => element.value?.textTracks.addEventListener('change', read));
  return { cues, read, choose };
}

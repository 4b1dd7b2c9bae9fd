import { computed, type Ref, ref, shallowRef, watch } from 'vue';
import type { Answer } from '../../../../server/contract/api/index.js';
import type { Maker, MakeQuestion, Suggestion } from '../../../kit/suggest.js';
import { may } from '../../session/session.js';
import { call } from '../shell/call.js';

export type Vocabulary = Answer<'GET /vocabularies'>['rows'][number];
interface Place {
  library: { pid: string };
  collection: { pid: string };
}

/**
 * Records made while describing: whoever may keep the library's names is offered it in every list of suggestions. A
 * list that is the platform's grows only by the platform's people.
 */
export function useMaker(place: Ref<Place | undefined>) {
  const asked = shallowRef<MakeQuestion>();
  const lists = ref<Vocabulary[]>([]);
  let answer: ((made: Suggestion | undefined) => void) | undefined;

  const mayName = computed(
    () =>
      place.value !== undefined &&
      may('authority.edit', { library: place.value.library.pid, collection: place.value.collection.pid }),
  );
  watch(
    () => mayName.value && place.value?.library.pid,
    async (library) => {
      lists.value = [];
      if (!library) return;
      try {
        lists.value = (await call('GET /vocabularies', { query: { library } })).rows;
      } catch {
        // Without the lists nothing is offered for terms; describing goes on.
      }
    },
    { immediate: true },
  );
  /** The library's own stands before the platform's of the same key. */
  const listOf = (key: string | undefined) => {
    const some = lists.value.filter((list) => list.key === key);
    return some.find(({ library }) => library !== null) ?? some[0];
  };
  const list = computed(() => (asked.value?.kind === 'term' ? listOf(asked.value.vocabulary) : undefined));

  function done(made?: Suggestion): void {
    asked.value = undefined;
    answer?.(made);
    answer = undefined;
  }

  const maker: Maker = {
    may({ kind, vocabulary }) {
      if (kind !== 'term') return mayName.value;
      const one = listOf(vocabulary);
      return one !== undefined && (one.library === null ? may('platform.edit') : mayName.value);
    },
    make(question) {
      done();
      asked.value = question;
      return new Promise((resolve) => (answer = resolve));
    },
  };
  return { maker, asked, list, done };
}

import { type Component, defineAsyncComponent, hydrateOnVisible } from 'vue';

const island: Component = defineAsyncComponent({ loader: () => new Promise<never>(() => {}), hydrate: () => {} });

/**
 * In the browser, for a part that only shows: what the server drew stays, and its code need not come at all. Not for parts
 * in which something answers, nor for what the browser is the first to draw.
 *
 *     const StillTile = import.meta.env.SSR ? ItemTile : still<typeof ItemTile>();
 */
export const still = <Part>(): Part => island as Part;

/** A part that answers once somebody has come to it; until then its links are links. */
export const whenSeen = <Part extends Component>(part: Part): Part =>
  import.meta.env.SSR
    ? part
    : (defineAsyncComponent({
        loader: () => Promise.resolve(part),
        hydrate: hydrateOnVisible({ rootMargin: '100px' }),
      }) as unknown as Part);

import { type Component, defineAsyncComponent, hydrateOnVisible } from 'vue';

const island: Component = defineAsyncComponent({ loader: () => new Promise<never>(() => {}), hydrate: () => {} });

/**
 * In the browser, for a part that only shows: what the server drew stays, and its code need not come at all. Not for parts
 * in which something answers, nor for what the browser is the first to draw.
 *
 *     const StillTile = import.meta.env.SSR ? ItemTile : still<typeof ItemTile>();
 */
export const still = <Part>(): Part => island as Part;

/** The same of a part whose own code is wanted elsewhere: the page does not even ask for it. */
export const stillApart = <Part extends Component>(load: () => Promise<{ default: Part }>): Part =>
  import.meta.env.SSR ? (defineAsyncComponent(load) as unknown as Part) : (island as Part);

/** A part that answers once somebody has come to it; until then its links are links. */
export const whenSeen = <Part extends Component>(part: Part): Part =>
  import.meta.env.SSR
    ? part
    : (defineAsyncComponent({
        loader: () => Promise.resolve(part),
        hydrate: hydrateOnVisible({ rootMargin: '100px' }),
      }) as unknown as Part);

/**
 * A part of a disclosure that the server drew closed: its code comes when it is opened, and its links are links until then.
 * Its sheet goes with the page, since it can be opened with scripts off.
 */
export function whenOpened<Part extends Component>(load: () => Promise<{ default: Part }>) {
  let open = () => {};
  const opened = import.meta.env.SSR ? Promise.resolve() : new Promise<void>((resolve) => (open = resolve));
  const part = defineAsyncComponent(() => opened.then(load)) as unknown as Part;
  return { part, open: () => open() };
}

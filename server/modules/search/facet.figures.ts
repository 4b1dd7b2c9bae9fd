import { Gauge } from 'prom-client';

/** What this process keeps; tests have several platforms in one. */
const kept = new Set<{ size: number }>();

new Gauge({
  name: 'linlang_facet_labels_kept',
  help: 'Names of facet values in the memory of this process',
  collect() {
    this.set([...kept].reduce((sum, one) => sum + one.size, 0));
  },
});

/** Answers how to take them out again. */
export function showFacetLabels(labels: { size: number }): () => void {
  kept.add(labels);
  return () => void kept.delete(labels);
}

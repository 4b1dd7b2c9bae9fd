/** Header pictures: name → what is drawn, and to what size it is cut. */
const wide = { width: 2400, height: 960 };
const strip = { width: 1600, height: 560 };
const landscape = (seed, ridges, things, extra = {}) => ({
  draw: 'painting',
  spec: { width: 1600, height: 560, seed, ridges, things, ...extra },
  ...strip,
});

const RIDGES = [
  { y: 0.42, rise: 0.34, ink: 0.2, peaks: 2.2, deep: 0.4 },
  { y: 0.52, rise: 0.3, ink: 0.3, peaks: 2.6, deep: 0.36, mist: 0.35 },
  { y: 0.63, rise: 0.24, ink: 0.42, peaks: 2.4, deep: 0.32, dots: 0.5 },
  { y: 0.72, rise: 0.2, ink: 0.52, peaks: 2.8, deep: 0.3, dots: 0.8, mist: 0.3 },
  { y: 0.82, rise: 0.14, ink: 0.62, peaks: 2, deep: 0.26, dots: 1 },
];

export const headers = {
  hero: {
    draw: 'painting',
    spec: {
      width: 2400,
      height: 960,
      seed: 'hero',
      paper: [240, 231, 208],
      ridges: RIDGES,
      things: [
        ['pavilion', { x: 0.22, y: 0.82, s: 0.05 }],
        ['boat', { x: 0.63, y: 0.92, s: 0.05 }],
        ['geese', { x: 0.7, y: 0.16, s: 0.006, count: 11 }],
      ],
    },
    ...wide,
    quality: 72,
  },
  zhijiang: landscape('zj', RIDGES.slice(1), [['boat', { x: 0.3, y: 0.9, s: 0.06 }]]),
  lanting: landscape('lt', RIDGES.slice(2), [
    ['bamboo', { x: 0.86, ink: 50 }],
    ['bamboo', { x: 0.93, ink: 90, a: 0.5 }],
  ]),
  nanhu: landscape('nh', RIDGES.slice(3), [
    ['reeds', { x: 0.02, y: 1, s: 0.4, wide: 0.3 }],
    ['boat', { x: 0.7, y: 0.84, s: 0.09 }],
  ]),
};

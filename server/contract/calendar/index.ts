export * from './days.js';
export * from './dynasties.js';
export * from './eras.js';
export { type Line, lines, type LunarMonth, type LunarYear, lunarYear, lunarYearOn, yearsOfLine } from './months.js';

import type { Machine } from './machine.mjs';

export const leastShared: string;
export function connectionsFor(pool?: number): number;
export function tuningFor(machine: Machine, pool?: number): Record<string, string>;
export function settingsGiven(text?: string): Record<string, string>;
export function tuningLine(machine: Machine, settings: Record<string, string>, given: Record<string, string>): string;

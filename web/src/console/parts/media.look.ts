import { Box, FileText, Film, Music, Image } from '@lucide/vue';
import type { Component } from 'vue';
import { clock } from '../../../kit/clock.js';

/** Which kind of thing a file is, as people call it. */
export const mediaKinds = ['image', 'audio', 'video', 'model', 'document'] as const;
export type MediaKind = (typeof mediaKinds)[number];

export function kindOf(mediaType: string | undefined): MediaKind {
  const head = mediaType?.split('/')[0];
  return head === 'image' || head === 'audio' || head === 'video' || head === 'model' ? head : 'document';
}

const icons: Record<MediaKind, Component> = { image: Image, audio: Music, video: Film, model: Box, document: FileText };
export const mediaIcon = (kind: MediaKind): Component => icons[kind];

/** How long it sounds, where it does. */
export function lengthOf(technical: { [key: string]: unknown } | undefined): string {
  const seconds = technical?.['duration'];
  return typeof seconds === 'number' && seconds > 0 ? clock(seconds) : '';
}

import {
  AlignLeft,
  Blocks,
  Calendar,
  CircleDot,
  Crop,
  Crosshair,
  Fingerprint,
  Hash,
  Link,
  Link2,
  ListTree,
  MapPin,
  Paperclip,
  Ruler,
  ScrollText,
  Tag,
  Timer,
  ToggleLeft,
  Type,
  User,
} from '@lucide/vue';
import type { Component } from 'vue';

const looks: Record<string, Component> = {
  text: Type,
  'long-text': AlignLeft,
  number: Hash,
  measurement: Ruler,
  boolean: ToggleLeft,
  url: Link,
  identifier: Fingerprint,
  term: Tag,
  agent: User,
  place: MapPin,
  date: Calendar,
  compound: Blocks,
  link: Link2,
  segments: Timer,
  contents: ListTree,
  file: Paperclip,
  transcription: ScrollText,
  region: Crop,
  point: Crosshair,
};

/** A type from a plugin that we have no picture for is still a type. */
export const iconOf = (type: string): Component => looks[type] ?? CircleDot;

import plugins from 'virtual:linlang/plugins';
import type { Component } from 'vue';
import type { Viewer } from '../../kit/plugin.js';

const viewers = Object.assign({}, ...plugins.map((plugin) => plugin.viewers ?? {})) as Record<string, Viewer>;
const views = Object.assign({}, ...plugins.map((plugin) => plugin.fieldViews ?? {})) as Record<string, Component>;

/** The viewer for a kind of media, by the key of its handler. */
export const viewerOf = (handler: string): Viewer | undefined => viewers[handler];

/** The viewer for pages whose images can be cut into tiles, whichever handler cuts them. */
export const imageViewer = (): Viewer | undefined => viewers['image'];

export const fieldViewOf = (type: string): Component | undefined => views[type];

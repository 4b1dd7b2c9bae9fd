import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compress } from './build/compress.js';
import { decoders } from './build/decoders.js';
import { extensions, themeSheets } from './build/extensions.js';
import { icons } from './build/icons.js';
import { traditionalLocale } from './build/traditional.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const readers = /web[\\/](src[\\/](reader|viewers)|kit[\\/]reader)[\\/]|[\\/]plugins[\\/](media|block)-/;

/** Icons that readers meet in several parts are a file of a few bytes each: together they are one request. All others go with their part. */
function readersIcons(id: string, bundle: { getModuleInfo(id: string): { importers: string[] } | null }) {
  const importers = bundle.getModuleInfo(id)?.importers ?? [];
  return importers.length > 1 && importers.some((one) => readers.test(one)) ? 'icons' : null;
}

const frame =
  /web[\\/](src[\\/]reader[\\/](parts[\\/](?!KeysSheet|AdvancedLink)|languages|PageFrame)|kit[\\/]((Icon)?Button|reader[\\/](?!Rich|Block|blocks)))|vite\/preload-helper/;
/** Homes and their ways in by time, place and kind: no page of a record has them. */
const ways =
  /(reader[\\/]parts[\\/](AdvancedLink|HomeHero)|kit[\\/]reader[\\/](TimeBars|time-scale|eras|CollectionRows|FacetChips|FeaturedWall|\w+Tiles))\b/;
const work = /web[\\/]src[\\/](reader[\\/](item|family|book[\\/](last\.page|contents))|viewers)|linlang\/plugins/;
/** What comes when a sheet is opened. */
const cite = /reader[\\/]item[\\/](Cite|cit|ItemTake)/;

/**
 * Three results from one set of components: the reader's pages and the console for the browser (with a manifest),
 * and the reader's pages for the server. Where they are written is said by whoever builds.
 */
export default defineConfig(({ command, isSsrBuild }) => ({
  root: here('.'),
  publicDir: isSsrBuild ? false : here('public'),
  plugins: [vue(), icons({ ssr: isSsrBuild ?? false }), extensions(), traditionalLocale(), decoders(), compress()],
  // Plugins from outside the checkout say what they use by our name, and get the one copy of Vue that we have.
  resolve: {
    dedupe: ['vue', 'vue-i18n', '@lucide/vue'],
    alias: [
      { find: /^linlang\/contract\/(.*?)(\.js)?$/, replacement: `${here('../server/contract')}/$1.ts` },
      { find: /^linlang\/kit\/(.*)$/, replacement: `${here('kit')}/$1` },
    ],
  },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  // The server half is whole: nothing of it depends on which copy of Vue the process would find.
  ssr: command === 'build' ? { noExternal: true } : {},
  server: { fs: { allow: [here('..')] } },
  // Found by reading them all at the start: a package met later would load the page anew under whoever works on it.
  optimizeDeps: {
    entries: [
      'src/reader/client.ts',
      'src/console/main.ts',
      'src/**/*.vue',
      '../plugins/*/web.ts',
      '../plugins/*/**/*.vue',
    ],
  },
  build: {
    target: 'es2022',
    manifest: !isSsrBuild,
    // Small images inlined would be fetched again with every page; as files they are kept.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    // The page brings the sheets of its blocks: a list of what each would need does not have to go with every page.
    modulePreload: {
      resolveDependencies: (file: string, needs: string[]) => (/\wBlock-[\w-]+\.js$/.test(file) ? [] : needs),
    },
    rolldownOptions: {
      input: isSsrBuild
        ? { reader: here('src/reader/server.ts') }
        : {
            reader: here('src/reader/client.ts'),
            ...(existsSync(here('src/console/main.ts')) ? { console: here('src/console/main.ts') } : {}),
            early: here('src/reader/early.ts'),
            fonts: here('src/themes/fonts.css'),
            ...themeSheets(),
          },
      output: isSsrBuild
        ? { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
        : {
            advancedChunks: {
              // Each group takes along what its modules need and no group before it has.
              groups: [
                // What every page needs, of the console too, is one file, kept from page to page; small pieces apart would only be more requests.
                {
                  name: 'vue',
                  test: /node_modules[\\/](@vue|vue|vue-i18n|@intlify)[\\/]|web[\\/](src[\\/]locales[\\/](index|sentences)|kit[\\/]written)\.ts/,
                  priority: 9,
                },
                { name: readersIcons, test: /node_modules[\\/]@lucide/, priority: 6 },
                {
                  name: 'frame',
                  test: (id: string) => frame.test(id) && !ways.test(id),
                  priority: 5,
                },
                // What shows a record is one file as well, with the views of fields; what only its reading needs is another.
                {
                  name: 'work',
                  test: (id: string) => work.test(id) && !cite.test(id),
                  priority: 4,
                },
                { name: 'cite', test: cite, priority: 3 },
                { name: 'ways', test: ways, priority: 2 },
                { name: 'book', test: /web[\\/]src[\\/]reader[\\/]book/, priority: 1 },
              ],
            },
          },
    },
  },
}));

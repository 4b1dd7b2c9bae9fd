import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const typed = ['server/**/*.ts', 'migrations/**/*.ts', 'plugins/**/*.ts', 'tests/**/*.ts'];
// The browser's halves are checked for types by vue-tsc, with a project of their own.
const browser = [
  'web/**/*.{ts,vue}',
  'themes/**/*.{ts,vue}',
  'plugins/**/web.ts',
  'plugins/**/web/**',
  'plugins/**/*.vue',
  'tests/fixtures/plugins/**/web.ts',
];

export default defineConfig(
  globalIgnores(['**/node_modules/', 'dist/', 'data/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { ecmaVersion: 2023, globals: globals.node },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
      'prefer-const': 'error',
      eqeqeq: ['error', 'smart'],
    },
  },
  // The demo is drawn by a browser, from scripts that cross over to it.
  { files: ['server/demo/make/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ['web/public/**/*.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.recommended],
    rules: {
      eqeqeq: ['error', 'smart'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Not enforced: an import that only decorators' metadata uses must stay a value, or Nest cannot inject it.
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: typed,
    ignores: browser,
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody waits for loses its error, and with it the truth about what was saved.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    // Drawn on the server, where Vue works a `computed` out anew each time that it is read.
    files: ['web/src/reader/**/*.{ts,vue}', 'web/src/viewers/**/*.{ts,vue}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vue', importNames: ['computed'], message: 'Take `derived` of web/kit/derived.' }] },
      ],
    },
  },
  { files: browser, languageOptions: { globals: globals.browser } },
  prettier,
);

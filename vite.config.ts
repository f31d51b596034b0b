import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { fingerprint } from './electron/core/fingerprint.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const builtin = [/^node:/, ...builtinModules];

/** The core's own computation of it costs 20 ms of each start; a bundle knows the answer. */
const knownFingerprint = (): Plugin => ({
  name: 'known-fingerprint',
  load: (id) =>
    id.endsWith('/electron/core/fingerprint.ts')
      ? `export const fingerprint = () => ${JSON.stringify(fingerprint())};`
      : null,
});

const isContract = (id: string): boolean =>
  [at('shared/'), at('renderer/jitless.ts'), at('node_modules/zod/')].some((path) => id.startsWith(path));

/** The page: runs in the sandbox under the policy of shared/page-security.ts, so nothing in it may be inline. */
export const page: UserConfig = {
  root: at('renderer'),
  base: '/',
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  define: { __MESHWARD_FINGERPRINT__: JSON.stringify(fingerprint()) },
  build: {
    outDir: at('dist/page'),
    emptyOutDir: true,
    target: 'chrome114',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      output: {
        // zod tries `new Function` when the first shape is made, unless told before; only within one chunk does the
        // telling come first.
        codeSplitting: { groups: [{ name: 'contract', test: isContract }] },
      },
    },
  },
};

/** Main and preload: CommonJS, because an older Electron and every sandboxed preload load nothing else. */
export const desktop = (name: 'main' | 'preload'): UserConfig => ({
  root: at('.'),
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: at(`dist/${name}`),
    emptyOutDir: true,
    target: 'node18',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: at(`electron/${name}/index.ts`),
      external: ['electron', ...builtin],
      output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true, external: ['electron'] },
});

/** The core's hosts: ES modules; what a start does not need (the SDK, the emulator) stays in chunks of its own. */
export const hosts: UserConfig = {
  root: at('.'),
  configFile: false,
  logLevel: 'warn',
  plugins: [knownFingerprint()],
  build: {
    ssr: true,
    outDir: at('dist/hosts'),
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: Object.fromEntries(
        [
          ['utility', 'electron/hosts/utility.ts'],
          ['web', 'electron/hosts/web.ts'],
          ['cli', 'electron/hosts/cli/index.ts'],
          ['reader', 'electron/core/imports/reader.ts'],
          ['aws', 'electron/core/aws/worker.ts'],
        ]
          .map(([name = '', path = '']) => [name, at(path)])
          .filter(([, path = '']) => existsSync(path)),
      ),
      external: ['better-sqlite3', ...builtin],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
  ssr: { noExternal: true, external: ['better-sqlite3'] },
};

export default defineConfig(page);

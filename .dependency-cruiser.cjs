/**
 * Which room may import from which. Each rule's name is the sentence a reviewer would say; test/house/imports.test.ts
 * plants an offender for every one of them.
 */
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const npm = 'node_modules/';

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('nothing-imports-tests', { pathNot: '^test/' }, { path: '^test/' }),
    rule(
      'shared-stands-on-zod-and-the-contract-only',
      { path: '^shared/' },
      { pathNot: ['^shared/', `${npm}zod/`, `${npm}@orpc/contract/`] },
    ),
    rule('core-imports-shared-only', { path: '^electron/core/' }, { path: ['^electron/(?!core/)', '^renderer/'] }),
    rule('core-does-not-know-its-host', { path: '^electron/core/' }, { path: [`${npm}electron/`, '^electron$'] }),
    rule(
      'emulator-stands-alone',
      { path: '^electron/emulator/' },
      { path: ['^electron/(?!emulator/)', '^renderer/', '^shared/'] },
    ),
    rule(
      'hosts-import-core-shared-and-emulator',
      { path: '^electron/hosts/' },
      { path: ['^electron/(main|preload)/', '^renderer/'] },
    ),
    rule('main-imports-shared-only', { path: '^electron/main/' }, { path: ['^electron/(?!main/)', '^renderer/'] }),
    rule(
      'preload-imports-electron-only',
      { path: '^electron/preload/' },
      { pathNot: ['^electron/preload/', `${npm}electron/`, '^electron$'] },
    ),
    rule('renderer-imports-shared-only', { path: '^renderer/' }, { path: '^electron/' }),
    rule('the-page-has-no-node', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    rule(
      'only-db-speaks-sqlite',
      { path: '^electron/core/', pathNot: '^electron/core/db/' },
      { path: `${npm}better-sqlite3/`, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'only-aws-speaks-the-sdk',
      { path: '^electron/core/', pathNot: '^electron/core/aws/' },
      { path: [`${npm}@aws-sdk/`, `${npm}@smithy/`] },
    ),
    rule(
      'a-domain-never-calls-anothers-commands',
      { path: '^electron/core/([^/]+)/' },
      { path: '^electron/core/[^/]+/commands\\.ts$', pathNot: '^electron/core/($1|changes)/commands\\.ts$' },
    ),
    rule(
      'only-sync-and-changes-write-the-mirror',
      { path: '^electron/core/', pathNot: ['^electron/core/(sync|changes)/', '^electron/core/catalog/mirror'] },
      { path: '^electron/core/catalog/mirror', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'queries-never-call-aws',
      { path: '^electron/core/[^/]+/(queries|commands)\\.ts$' },
      { path: '^electron/core/aws/(?!endpoints|profiles)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'a-feature-never-imports-a-feature',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.cache/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
    tsPreCompilationDeps: true,
  },
};

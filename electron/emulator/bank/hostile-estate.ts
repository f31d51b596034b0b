import type { Bank } from '#emulator/bank/bank.ts';
import { hostileTexts } from '#emulator/bank/hostile-bank.ts';

/** Letters, digits and a few marks: all that LF-Tags and tags of Organizations may hold. */
const tagText = (text: string): string => text.replaceAll(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '').slice(0, 100);

/** The text without control characters but those `kept`, and without halves of characters. */
const printable = (text: string, kept: string): string =>
  Array.from(text)
    .filter((point) => (point >= ' ' || kept.includes(point)) && point.isWellFormed())
    .join('');

/** What a name in Glue and Lake Formation may hold, and what a description may. */
const nameText = (text: string): string => printable(text, '\t').slice(0, 200);
const proseText = (text: string): string => printable(text, '\t\r\n');

/** An OpenLineage event that says as much nonsense as JSON can carry. */
const hostileEvent = (text: string, at: number): object => ({
  eventTime: new Date(at).toISOString(),
  eventType: 'COMPLETE',
  producer: text,
  schemaURL: 'javascript:alert(1)',
  run: { runId: text || 'empty', facets: { __proto__x: { constructor: text } } },
  job: { namespace: text, name: `job ${text}` },
  inputs: [{ namespace: text, name: text, facets: { schema: { fields: [{ name: text, type: text }] } } }],
  outputs: [
    {
      namespace: `out ${text}`,
      name: text,
      facets: {
        columnLineage: { fields: { [text]: { inputFields: [{ namespace: text, name: text, field: text }] } } },
      },
    },
  ],
});

/**
 * Plants hostile but legal text all over the estate of a bank: accounts, units, tags, permissions, filters, rulesets,
 * results, native glossaries, quality points and lineage. As `plantHostile`, a builder for tests.
 */
export const plantHostileEstate = (bank: Bank): void => {
  const { edit, organization } = bank;
  const [table] = bank.accounts.flatMap(({ id }) =>
    bank.glue.databases(id).flatMap(({ name }) => bank.glue.tables(id, name, 0, 1)),
  );
  const [, account] = organization.accounts.list();
  if (!table || !account) throw new RangeError('Hostile text needs a table and an account.');
  const { accountId, database, name } = table;
  const glossary = edit.addNativeGlossary(hostileTexts['script'] ?? '', hostileTexts['markdown']);
  const asset = bank.assets.at(bank.assets.ordinals()[0] ?? 0);
  const at = bank.editedAt();
  edit.changeAccount(account.id, { name: hostileTexts['image'] ?? '', tags: { [tagText('=1+1')]: tagText('@SUM') } });
  for (const [label, text] of Object.entries(hostileTexts)) {
    const named = nameText(text);
    edit.addUnit(text.slice(0, 128), organization.rootId);
    edit.putLfTag({ catalogId: bank.accounts[0]?.id ?? '', key: tagText(`${label} ${text}`), values: [tagText(text)] });
    edit.grantLake({
      catalogId: accountId,
      principal: text.slice(0, 200),
      resource: {
        TableWithColumns: { CatalogId: accountId, DatabaseName: database, Name: name, ColumnNames: [named] },
      },
      permissions: ['SELECT'],
    });
    edit.putDataCellsFilter({
      catalogId: accountId,
      database,
      table: name,
      name: `${label} ${named}`,
      rows: proseText(text),
    });
    const ruleset = edit.putQualityRuleset({
      accountId,
      database,
      table: name,
      name: `${label} ${named}`,
      description: proseText(text),
      rules: [`CustomSql "${text}" = 0`],
    });
    edit.postQualityResult(ruleset.name, [
      { rule: proseText(text), status: 'FAIL', message: proseText(text), metrics: { [`${label} ${named}`]: -1 } },
    ]);
    edit.addNativeTerm(glossary.id, text, text);
    edit.postQualityPoint(asset.id, text.slice(0, 128), [{ types: [text], description: text, status: 'FAIL' }]);
    edit.postLineageEvent(hostileEvent(text, at));
  }
};

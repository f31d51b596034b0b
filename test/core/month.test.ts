import { expect, test } from 'vitest';
import type { Change } from '#emulator/server.ts';
import type { Difference } from '#shared/history.ts';
import { connected, emulated } from '../with-emulator.ts';

/**
 * Members of AWS's answers by the columns that hold them, where the names differ by more than their spelling. Null: a
 * column that moves by itself when something else of the entity does.
 */
const MEMBERS: Record<string, Record<string, string | null>> = {
  account: { path: 'paths', parentId: null },
  asset: { projectId: 'owningProjectId', readme: 'readMe', terms: 'glossaryTerms' },
  asset_filter: { columns: 'effectiveColumnNames', error: 'errorMessage' },
  asset_type: { content: 'formsOutput', revision: null },
  data_product: { revision: null },
  data_source: { enabled: 'enableSetting', lastRunAssets: 'lastRunAssetCount', lastRunError: 'lastRunErrorMessage' },
  form_type: { content: 'model', revision: null },
  glossary_term: { isA: 'termRelations', classifies: 'termRelations' },
  glue_quality_ruleset: { content: 'ruleset', rules: 'ruleCount' },
  glue_table: { columns: 'storageDescriptor', versionId: null },
  identity_user: { status: 'userStatus' },
  lf_data_cells_filter: { excludedColumns: 'columnWildcard', versionId: null },
  lf_permission: { grantable: 'permissionsWithGrantOption' },
  lf_tag_assignment: { tagValues: 'value' },
  lineage_node: { downstream: 'downstreamNodes', upstream: 'upstreamNodes', eventTimestamp: null },
  listing: { revision: null },
  rule: { revision: null },
};
/** What the mirror does not hold of an entity: nobody asks it of a listing what its asset says. */
const NOT_HELD: Record<string, readonly string[]> = { listing: ['description'] };

const camel = (name: string): string =>
  name.charAt(0).toLowerCase() + name.slice(1).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const ours = ({ kind, id, change, fields }: Difference): string => {
  const members = fields.flatMap(({ field }) => {
    if (field.startsWith('generated ')) return ['predictions'];
    const name = camel(field);
    const known = MEMBERS[kind]?.[name];
    return known === null ? [] : [known ?? name];
  });
  return `${kind} ${id} ${change} ${[...new Set(members)].toSorted().join(' ')}`;
};

const theirs = ({ kind, id, change, fields = [] }: Change): string =>
  `${kind} ${id} ${change} ${[...new Set(fields.map(camel))]
    .filter((field) => NOT_HELD[kind]?.includes(field) !== true)
    .toSorted()
    .join(' ')}`;

test.each([7, 23])(
  'a scripted month is exactly what two pulls differ in, to the field (seed %i)',
  async (seed) => {
    const emulator = await emulated({ seed });
    const { client, finish } = await connected(emulator);
    await finish(client.sync.pull({ mode: 'full' }));
    const scripted = emulator.applyMonth(Date.now());
    await finish(client.sync.pull({ mode: 'full' }));
    const found: Difference[] = [];
    for (let total = 1; found.length < total; ) {
      const page = await client.sync.diff({ from: 1, to: 2, offset: found.length, limit: 200 });
      total = page.total;
      found.push(...page.items);
    }
    // A revision that is told on its own, and a quality point whose place a newer one takes, follow from what was done.
    const followed = (difference: Difference) =>
      difference.kind === 'asset_revision' || (difference.kind === 'quality_point' && difference.change === 'removed');
    expect(
      found
        .filter((difference) => !followed(difference))
        .map(ours)
        .toSorted(),
    ).toEqual(scripted.map(theirs).toSorted());
    for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z0-9a-z].*\.$/s);
  },
  120_000,
);

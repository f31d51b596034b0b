import { daysAgo } from '#emulator/bank/calendar.ts';
import type { Foundation } from '#emulator/bank/foundation.ts';
import { derivedColumn } from '#emulator/bank/grow/columns.ts';
import type { AssetPlan, PlannedColumn } from '#emulator/bank/plan.ts';
import { analyticsAssets } from '#emulator/bank/story/assets-analytics.ts';
import { corporateAssets } from '#emulator/bank/story/assets-corporate.ts';
import { exposedAssets } from '#emulator/bank/story/assets-exposed.ts';
import { retailAssets } from '#emulator/bank/story/assets-retail.ts';
import { riskAssets } from '#emulator/bank/story/assets-risk.ts';
import { type ColumnSpec, dictionary, parseColumns } from '#emulator/bank/story/columns.ts';
import type { StoryAsset } from '#emulator/bank/story/story-asset.ts';

export const storyAssets: readonly StoryAsset[] = [
  ...retailAssets,
  ...riskAssets,
  ...analyticsAssets,
  ...corporateAssets,
  ...exposedAssets,
];

const typeNames: Readonly<Record<NonNullable<StoryAsset['type']>, string>> = {
  glue: 'amazon.datazone.GlueTableAssetType',
  contracted: 'AnyBankContractedTable',
  redshift: 'amazon.datazone.RedshiftTableAssetType',
  s3: 'amazon.datazone.S3ObjectCollectionAssetType',
  evaluation: 'ModelEvaluation',
};

const byName = new Map(dictionary.map((column) => [column.name, column]));

const specOf = (line: string): ColumnSpec => {
  const [spelling = '', name] = line.split(' = ').map((part) => part.trim());
  const known = byName.get(name ?? spelling);
  if (known && (name !== undefined || !spelling.includes(' '))) return { ...known, name: spelling };
  const [own] = parseColumns(line);
  return own ?? { name: line, type: 'string', terms: [] };
};

const planColumns = (asset: StoryAsset, foundation: Foundation): PlannedColumn[] => {
  const lines = asset.columns.trim() === '' ? [] : asset.columns.trim().split('\n');
  const count = foundation.size.columnsPerAsset ?? lines.length;
  return Array.from({ length: count }, (_, at): PlannedColumn => {
    const line = lines[at];
    const spec = line === undefined ? derivedColumn(at - lines.length) : specOf(line);
    if (asset.described === false) return { name: spec.name, type: spec.type, terms: [] };
    return {
      name: spec.name,
      type: spec.type,
      ...(spec.title === undefined ? {} : { title: spec.title }),
      ...(spec.description === undefined ? {} : { description: spec.description }),
      terms: spec.terms.flatMap((term) => foundation.termIds.get(term) ?? []),
    };
  });
};

/** Assets without columns become tables when every asset is asked to have the same number of columns. */
const typeOf = (asset: StoryAsset, foundation: Foundation): NonNullable<StoryAsset['type']> => {
  const type = asset.type ?? 'glue';
  const bare = type === 's3' || type === 'evaluation';
  return bare && foundation.size.columnsPerAsset !== undefined ? 'glue' : type;
};

const planOf = (asset: StoryAsset, ordinal: number, foundation: Foundation): AssetPlan | undefined => {
  const at = foundation.projectSpecs.findIndex((project) => project.name === asset.project);
  const [project, spec] = [foundation.projects[at], foundation.projectSpecs[at]];
  if (!project || !spec) return undefined;
  const type = typeOf(asset, foundation);
  const bare = type === 's3' || type === 'evaluation';
  const ids = (names: readonly string[] = []): string[] => names.flatMap((name) => foundation.termIds.get(name) ?? []);
  const keepForm = asset.form !== undefined && type === (asset.type ?? 'glue');
  return {
    ordinal,
    project,
    name: asset.name,
    ...(asset.description === undefined ? {} : { description: asset.description }),
    typeName: typeNames[type],
    ...(bare
      ? {}
      : {
          table: {
            accountId: project.accountId,
            database: `${spec.database}_${asset.layer}`,
            name: asset.table,
            ...(asset.tableDescription === undefined ? {} : { description: asset.tableDescription }),
            format: asset.layer === 'raw' ? 'csv' : 'iceberg',
          },
        }),
    columns: bare ? [] : planColumns(asset, foundation),
    ...(asset.summary === undefined ? {} : { summary: asset.summary }),
    ...(asset.readMe === undefined ? {} : { readMe: asset.readMe }),
    terms: ids(asset.terms),
    governedTerms: ids(asset.governed),
    described: asset.described !== false && !bare,
    extra:
      keepForm && asset.form ? { [asset.form.name]: { typeName: asset.form.typeName, value: asset.form.value } } : {},
    ...(asset.quality === undefined ? {} : { quality: asset.quality }),
    predicted: asset.predicted === true,
    listing: asset.listing,
    revision: asset.revision,
    firstCreatedAt: daysAgo(asset.days[0], ordinal * 7),
    createdAt: daysAgo(asset.days[1], asset.days[0] === asset.days[1] ? ordinal * 7 : ordinal * 3),
    createdBy: project.createdBy,
  };
};

/** The hand-written assets in a fixed order; one whose project was left out of the bank is left out too. */
export const storyPlans = (foundation: Foundation): readonly AssetPlan[] => {
  const plans: AssetPlan[] = [];
  for (const asset of storyAssets) {
    const plan = planOf(asset, plans.length, foundation);
    if (plan) plans.push(plan);
  }
  return plans;
};

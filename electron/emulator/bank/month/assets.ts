import { columnMetadataOf, columnsOf, withColumnMetadata } from '#emulator/bank/form-columns.ts';
import { predictionsForm } from '#emulator/bank/forms.ts';
import { listedChanges } from '#emulator/bank/month/listed.ts';
import type { Step } from '#emulator/bank/month/types.ts';
import type { Asset, AssetForm } from '#emulator/bank/types.ts';

/** A form's content with some of its members replaced. */
const withContent = (forms: readonly AssetForm[], formName: string, change: object): AssetForm[] =>
  forms.map((form) =>
    form.formName === formName
      ? { ...form, content: JSON.stringify({ ...(JSON.parse(form.content) as object), ...change }) }
      : form,
  );

const technical = (columns: readonly { readonly name: string; readonly type: string }[]): object => ({
  columns: columns.map(({ name, type }) => ({ columnName: name, dataType: type })),
});

/** Changes one asset in one way. */
const change =
  (name: string, fields: readonly string[], act: (asset: Asset) => Partial<Asset> | undefined): Step =>
  (month) => {
    const asset = month.asset(name);
    const wanted = asset && act(asset);
    if (asset && wanted) month.changed('asset', month.bank.edit.changeAsset(asset.id, wanted), ...fields);
  };

/** Lists the latest revision: a new listing, or a changed one. */
const publish =
  (name: string): Step =>
  (month) => {
    const asset = month.asset(name);
    if (asset) listedChanges(month, asset);
  };

const remove =
  (name: string): Step =>
  (month) => {
    const asset = month.asset(name);
    if (!asset) return;
    for (const filter of month.bank.filtersOf(asset.id)) month.removed('asset_filter', filter);
    if (asset.listing?.status === 'ACTIVE') month.removed('listing', { id: asset.listing.id, name: asset.name });
    month.bank.edit.removeAsset(asset.id);
    month.removed('asset', asset);
  };

/** Tags with one more term. Does nothing where the term is not known or already there. */
const tag =
  (name: string, termName: string): Step =>
  (month) => {
    const [asset, term] = [month.asset(name), month.term(termName)];
    if (!asset || !term || asset.glossaryTerms.includes(term.id)) return;
    month.changed('asset', month.bank.edit.tagAsset(asset.id, [...asset.glossaryTerms, term.id]), 'glossaryTerms');
  };

const described = (name: string, description: string): Step => change(name, ['description'], () => ({ description }));

export const assetSteps: readonly Step[] = [
  change('Bureau reports', ['name'], () => ({ name: 'Credit bureau reports' })),
  described('credit_scores_copy', 'Copy of the risk scores, taken in 2023. Use Customer credit score instead.'),
  tag('campaign_audience', 'PII'),
  (month) => {
    const [asset, term] = [month.asset('customer_identifier'), month.term('Social Security Number')];
    const held = asset && columnsOf(asset).some(({ name }) => name === 'customer_identifier');
    if (!asset || !term || !held) return;
    month.changed('asset', month.bank.edit.retagColumn(asset.id, 'customer_identifier', [term.id]), 'columnTerms');
  },
  described('Consent register', 'What customers allowed, when, through which channel, and in which words.'),
  publish('Consent register'),
  publish('Identity checks'),
  publish('Payment instructions'),
  (month) => {
    const asset = month.asset('cust_credit_scores_2023');
    if (asset?.listing?.status !== 'ACTIVE') return;
    month.bank.edit.unpublishAsset(asset.id);
    month.removed('listing', { id: asset.listing.id, name: asset.name });
  },
  remove('crscore_tmp'),
  remove('BKPF'),
  (month) => {
    const project = month.project('Account Opening');
    if (!project) return;
    const columns = [
      { name: 'consent_id', type: 'string' },
      { name: 'recipient', type: 'string' },
      { name: 'granted_ts', type: 'timestamp' },
    ];
    month.added('asset', month.bank.edit.addAsset({ projectId: project.id, name: 'Open banking consents', columns }));
  },
  (month) => {
    const project = month.project('Wealth Advisory');
    if (!project) return;
    const asset = month.bank.edit.addAsset({
      projectId: project.id,
      name: 'Client portfolios',
      description: 'Positions of private clients at close of business.',
      columns: [
        { name: 'portfolio_id', type: 'string' },
        { name: 'market_value', type: 'decimal(18,2)' },
      ],
    });
    month.added('asset', asset);
    listedChanges(month, asset);
  },
  change('Loss events', ['columns'], ({ forms, ...asset }) => ({
    forms: withContent(
      forms,
      'GlueTableForm',
      technical([...columnsOf({ forms }), { name: `near_miss_${asset.revision}`, type: 'boolean' }]),
    ),
  })),
  (month) => {
    const asset = month.asset('Home loan applications');
    const columns = asset ? columnsOf(asset) : [];
    const gone = columns.at(-1)?.name;
    if (!asset || columns.length < 2) return;
    const metadata = columnMetadataOf(asset);
    const own = metadata.find(({ columnIdentifier }) => columnIdentifier === gone);
    const left = metadata.filter((each) => each !== own);
    const forms = withContent(asset.forms, 'GlueTableForm', technical(columns.slice(0, -1)));
    const changed = month.bank.edit.changeAsset(asset.id, { forms: own ? withColumnMetadata(forms, left) : forms });
    month.changed(
      'asset',
      changed,
      'columns',
      ...(own?.name === undefined ? [] : ['columnNames']),
      ...(own?.description === undefined ? [] : ['columnDescriptions']),
      ...(own?.glossaryTerms === undefined ? [] : ['columnTerms']),
    );
  },
  change('Sanctions screening results', ['readMe'], ({ forms }) => ({
    forms: withContent(forms, 'AssetCommonDetailsForm', {
      readMe: 'Hits are kept for seven years. Ask before you join.',
    }),
  })),
  (month) => {
    const [asset, project] = [month.asset('Asset ownership register'), month.project('Platform Operations')];
    if (!asset || !project || asset.listing) return;
    month.changed('asset', month.bank.edit.moveAsset(asset.id, project.id), 'owningProjectId');
  },
  (month) => {
    const [asset, term] = [month.asset('Bureau reports'), month.term('Privacy Act')];
    if (!asset || !term || asset.governedTerms.includes(term.id)) return;
    const governedTerms = [...asset.governedTerms, term.id];
    month.changed('asset', month.bank.edit.changeAsset(asset.id, { governedTerms }), 'governedGlossaryTerms');
  },
  change('card_settlement_raw', ['columnNames', 'predictions'], ({ forms, readOnlyForms }) => {
    const names = columnsOf({ forms })
      .slice(0, 3)
      .map(({ name }) => ({ columnIdentifier: name, name: name.replaceAll('_', ' ').toLowerCase() }));
    const bare = columnMetadataOf({ forms }).length === 0 && names.length > 0 && readOnlyForms.length > 0;
    return bare ? { forms: withColumnMetadata(forms, names), readOnlyForms: [] } : undefined;
  }),
  (month) => {
    const asset = month.asset('BSEG');
    const column = asset && columnsOf(asset)[0]?.name;
    if (!asset || column === undefined || asset.readOnlyForms.length > 0) return;
    const run = month.bank.edit.addGenerationRun(asset.id, {
      status: 'SUCCEEDED',
      results: [{ type: 'BUSINESS_NAMES', status: 'SUCCEEDED' }],
    });
    month.added('metadata_generation_run', { id: run.id, name: asset.name });
    const form = predictionsForm([
      { predictionTarget: `columns.${column}.name`, choices: ['client', 'mandant'], confidence: 0.7 },
    ]);
    month.changed('asset', month.bank.edit.changeAsset(asset.id, { readOnlyForms: [form] }, false), 'predictions');
  },
];

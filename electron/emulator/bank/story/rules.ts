import type { Rule } from '#emulator/bank/governance/types.ts';

export interface RuleSpec {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly cascades: boolean;
  readonly action: Rule['action'];
  readonly forms?: readonly string[];
  readonly terms?: readonly string[];
  readonly assetTypes?: readonly string[];
  readonly projects?: readonly string[];
  readonly dataProduct?: true;
  readonly revision: number;
  readonly days: readonly [first: number, latest: number];
  readonly by: string;
}

export const rules: readonly RuleSpec[] = [
  {
    name: 'Contract before publishing',
    description: 'A contracted table is published with its data contract.',
    unit: 'AnyBank',
    cascades: true,
    action: 'CREATE_LISTING_CHANGE_SET',
    forms: ['DataContractForm'],
    assetTypes: ['AnyBankContractedTable'],
    revision: 3,
    days: [480, 130],
    by: 'grace.okafor',
  },
  {
    name: 'Retention evidence',
    description: 'Asked for after the audit of last year. No asset has the form yet.',
    unit: 'Risk',
    cascades: true,
    action: 'CREATE_LISTING_CHANGE_SET',
    forms: ['RetentionEvidenceForm'],
    revision: 1,
    days: [150, 150],
    by: 'helena.novak',
  },
  {
    name: 'Purpose of access',
    description: 'Who asks for customer data says what for.',
    unit: 'Retail Banking',
    cascades: true,
    action: 'CREATE_SUBSCRIPTION_REQUEST',
    forms: ['AccessPurposeForm'],
    dataProduct: true,
    revision: 2,
    days: [390, 210],
    by: 'priya.raman',
  },
  {
    name: 'Purpose of access - Customer 360',
    description: 'As in Retail Banking, for what is joined from it.',
    unit: 'Customer Analytics',
    cascades: true,
    action: 'CREATE_SUBSCRIPTION_REQUEST',
    forms: ['AccessPurposeForm'],
    dataProduct: true,
    projects: ['Customer 360', 'Churn Prediction'],
    revision: 1,
    days: [205, 205],
    by: 'sofia.marin',
  },
  {
    name: 'Classified or not published',
    description: 'Says whether it holds personal data, one way or the other.',
    unit: 'Fraud Detection',
    cascades: false,
    action: 'CREATE_LISTING_CHANGE_SET',
    terms: ['PII', 'Not PII'],
    revision: 1,
    days: [260, 260],
    by: 'yusuf.adeyemi',
  },
  {
    name: 'Card data is marked',
    description: 'Tables of the card units carry the payment card term.',
    unit: 'Cards',
    cascades: true,
    action: 'CREATE_LISTING_CHANGE_SET',
    terms: ['Payment Card Data'],
    assetTypes: ['amazon.datazone.GlueTableAssetType', 'AnyBankContractedTable'],
    revision: 4,
    days: [520, 45],
    by: 'tomas.lindqvist',
  },
];

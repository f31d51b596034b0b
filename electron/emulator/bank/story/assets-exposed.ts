import type { StoryAsset } from '#emulator/bank/story/story-asset.ts';

/** Two tables that hold personal data and do not say so: the numbers at their source, and where they were copied to. */
export const exposedAssets: readonly StoryAsset[] = [
  {
    project: 'Account Opening',
    name: 'customer_identifier',
    description: 'Identifiers given at onboarding, one row per applicant and kind of number.',
    layer: 'cleansed',
    table: 'customer_identifier',
    columns: `
customer_id
customer_identifier string | Customer identifier | The number the applicant gave. | Customer Identifier
identifier_kind string | Kind of number | 1, 2 or 3. What they stand for is written in the form's manual.
application_id
captured_ts timestamp`,
    readMe:
      'Kind 1: our own number. Kind 2: number of another bank. Kind 3: nine digits from applicants of the United States, `[0-9]{3}-[0-9]{2}-[0-9]{4}`.',
    terms: ['Retail Banking Unit', 'Cleansed Layer'],
    listing: 'current',
    revision: 2,
    days: [420, 74],
  },
  {
    project: 'Campaign Management',
    name: 'campaign_audience',
    layer: 'consumption',
    table: 'campaign_audience',
    columns: `
campaign_id
customer_id
ext_ref string
customer_segment
consent_marketing
load_ts timestamp`,
    described: false,
    listing: 'current',
    revision: 1,
    days: [58, 58],
  },
];

/** Filters on hand-written assets. The one on customer accounts names a column that was dropped since. */
export interface FilterSpec {
  readonly asset: string;
  readonly name: string;
  readonly description: string;
  readonly columns?: readonly string[];
  /** column, comparison as the service names it, value */
  readonly rows?: readonly [column: string, comparison: 'equalTo' | 'notEqualTo' | 'greaterThan' | 'in', value: string];
  readonly error?: string;
  readonly days: number;
}

export const filters: readonly FilterSpec[] = [
  {
    asset: 'Customer credit score',
    name: 'Score without reasons',
    description: 'The score and its date, not what made it.',
    columns: ['customer_id', 'credit_score', 'score_band', 'score_date'],
    days: 255,
  },
  {
    asset: 'Customer credit score',
    name: 'Adults only',
    description: 'Young savers are not scored for anybody else.',
    rows: ['score_band', 'notEqualTo', 'Y'],
    days: 120,
  },
  {
    asset: 'Customer accounts',
    name: 'Open accounts',
    description: 'What segmentation was given. The column it keeps rows by is gone.',
    rows: ['acct_state', 'in', 'OPEN,DORMANT'],
    error: 'Column acct_state does not exist in the asset schema.',
    days: 310,
  },
  {
    asset: 'Customer accounts',
    name: 'No balances',
    description: 'Who holds what, without amounts.',
    columns: ['customer_id', 'account_id', 'account_type', 'open_date'],
    days: 200,
  },
  {
    asset: 'Transaction behaviour',
    name: 'Domestic only',
    description: 'Cross-border payments stay with the financial crime team.',
    rows: ['country_code', 'equalTo', 'AU'],
    days: 80,
  },
];

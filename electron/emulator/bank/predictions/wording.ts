/** Words that banks' systems cut short, and what they stand for. */
const short: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acct: 'account',
    addr: 'address',
    amt: 'amount',
    app: 'application',
    appl: 'application',
    avg: 'average',
    bal: 'balance',
    bk: 'bank',
    brth: 'birth',
    btch: 'batch',
    cat: 'category',
    cd: 'code',
    ccy: 'currency',
    cnt: 'count',
    cstm: 'customer',
    cust: 'customer',
    desc: 'description',
    dob: 'date of birth',
    dt: 'date',
    flg: 'flag',
    fname: 'first name',
    freq: 'frequency',
    id: 'identifier',
    ind: 'indicator',
    lname: 'last name',
    loc: 'location',
    max: 'maximum',
    min: 'minimum',
    nbr: 'number',
    nm: 'name',
    no: 'number',
    nr: 'number',
    num: 'number',
    org: 'organisation',
    pct: 'percentage',
    pmt: 'payment',
    prd: 'product',
    qty: 'quantity',
    ref: 'reference',
    rslt: 'result',
    seq: 'sequence',
    src: 'source',
    ssn: 'social security number',
    stmt: 'statement',
    tel: 'telephone',
    trx: 'transaction',
    ts: 'timestamp',
    txn: 'transaction',
    typ: 'type',
    val: 'value',
    yr: 'year',
  }),
);

/** The words of a technical name, written out and in lower case: `CUST_NO` is customer, number. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => (short.get(word.toLowerCase()) ?? word.toLowerCase()).split(' '));

/** A technical name as a business would write it; the name itself where it has no words at all. */
export const titleOf = (name: string): string => {
  const text = wordsOf(name).join(' ');
  return text === '' ? name : text.replace(/^./u, (first) => first.toUpperCase());
};

/** By the last word of a name: what such a column says, given the words before it and the table's. */
const sentences: readonly (readonly [RegExp, (before: string, table: string) => string])[] = [
  [/^(identifier|key|uuid)$/, (before, table) => `Identifies the ${before} in ${table}.`],
  [/^(number|reference|sequence)$/, (before, table) => `Number by which the ${before} is known in ${table}.`],
  [/^(date|day|birth)$/, (before, table) => `Day of the ${before}, as recorded in ${table}.`],
  [/^(timestamp|time|at)$/, (before, table) => `Moment of the ${before}, as recorded in ${table}.`],
  [/^(amount|balance|limit|fee|value|price|cost)$/, (before, table) => `Sum of money of the ${before} in ${table}.`],
  [/^(flag|indicator)$/, (before, table) => `Whether ${before} holds, for each record of ${table}.`],
  [
    /^(code|type|status|category|segment|currency)$/,
    (before, table) => `Kind of the ${before} in ${table}, as a code.`,
  ],
  [/^(count|quantity)$/, (before, table) => `How many times there is a ${before} in ${table}.`],
  [/^(score|rate|percentage|ratio|probability)$/, (before, table) => `Measure of the ${before} in ${table}.`],
  [/^name$/, (before, table) => `What the ${before} is called in ${table}.`],
];

/** One sentence about a column of a table. */
export const sentenceOf = (column: string, table: string): string => {
  const words = wordsOf(column);
  const where = wordsOf(table).join(' ') || 'this table';
  const make = sentences.find(([pattern]) => pattern.test(words.at(-1) ?? ''))?.[1];
  if (make) return make(words.slice(0, -1).join(' ') || 'record', where);
  return `The ${words.join(' ') || column} of each record in ${where}.`;
};

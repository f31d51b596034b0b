import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Signature } from '#core/catalog/look-alikes/cluster.ts';
import { LookAlikes, loadLookAlikes } from '#core/catalog/look-alikes/look-alikes.ts';
import { tokensOf } from '#core/catalog/look-alikes/tokens.ts';
import { median, quantile, tell, timed, told } from './measure.ts';

const COLUMNS = Number(process.env.BENCH_COLUMNS ?? 2_000_000);
const TABLE = 20;
const CHANGES = 1000;
const PAGE = { offset: 0, limit: 50 };

const list = (text: string): string[] => text.trim().split(/\s+/);
const THINGS =
  list(`customer account card loan order payment transaction merchant branch product counterparty instrument
  position portfolio claim policy device session campaign offer alert case dispute mandate invoice employee household
  collateral limit facility exposure rating model event job batch trade settlement statement beneficiary`);
const PARTS = list(`identifier number code name type status amount balance date timestamp flag count rate description
  category reference currency country segment score limit address email phone reason version owner source`);
const BETWEEN =
  list(`primary secondary current previous original expected reported total net gross opening closing first
  last next annual monthly daily local base foreign internal external legal billing home approved pending average`);
const SHORT = new Map(
  Object.entries({
    customer: 'cust',
    account: 'acct',
    transaction: 'txn',
    payment: 'pmt',
    identifier: 'id',
    number: 'no',
    code: 'cd',
    name: 'nm',
    amount: 'amt',
    balance: 'bal',
    date: 'dt',
    timestamp: 'ts',
    flag: 'flg',
    count: 'cnt',
    status: 'sts',
    description: 'desc',
    currency: 'ccy',
    address: 'addr',
    reference: 'ref',
    counterparty: 'cpty',
    product: 'prod',
    type: 'typ',
    previous: 'prev',
    current: 'curr',
    average: 'avg',
    country: 'ctry',
    merchant: 'mrch',
    original: 'orig',
  }),
);
const TYPES = list('string bigint decimal(18,2) date timestamp boolean varchar(80) int double char(3)');

/** The words of one column the way one of five systems spells them. */
const SPELLINGS: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.map((word, at) => (at === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join(''),
  (words) =>
    words
      .map((word) => SHORT.get(word) ?? word)
      .join('_')
      .toUpperCase(),
  (words) =>
    words
      .map(
        (word) =>
          word.slice(0, 1) +
          word
            .slice(1)
            .replace(/[aeiou]/g, '')
            .slice(0, 3),
      )
      .join('_')
      .toUpperCase(),
  (words) => `src_${words.map((word) => SHORT.get(word) ?? word).join('_')}`,
];

/** Numbers that look thrown: the same in every run. */
function thrower(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Columns as a bank has them: few names very often, one in six under a name that hardly another has; one in
 * five described, one in ten with a business name, one in twenty with a term.
 */
function* columns(count: number, seed: number): Generator<Signature> {
  const below = thrower(seed);
  const often = (length: number) => Math.floor(length * (below(1000) / 1000) ** 2);
  const pick = (from: readonly string[]) => from[often(from.length)] ?? '';
  for (let at = 0; at < count; at += 1) {
    const rare = below(6) === 0;
    const thing = pick(THINGS);
    const part = pick(PARTS);
    const words = [...(rare ? [pick(THINGS)] : []), thing, ...(below(2) === 0 ? [pick(BETWEEN)] : []), part];
    const spell = SPELLINGS[at % (TABLE * SPELLINGS.length) < TABLE ? 0 : Math.floor(at / TABLE) % SPELLINGS.length];
    const name = spell?.(words) ?? '';
    yield {
      name: rare && below(2) === 0 ? `${name}_${below(9)}` : name,
      dataType: TYPES[(part.length * 7 + (below(12) === 0 ? below(TYPES.length) : 0)) % TYPES.length] ?? 'string',
      businessName: below(10) === 0 ? `${thing} ${part}` : null,
      description: below(5) === 0 ? `The ${words.join(' ')} as it was told by system ${below(4)} of the bank.` : null,
      terms: below(20) === 0 ? [`term-${thing}-${part}`] : [],
    };
  }
}

/** Every signature once with its columns: what the caller asks the database for. */
function gathered(): (readonly [Signature, number])[] {
  const counts = new Map<string, number>();
  for (const column of columns(COLUMNS, 7)) {
    const said = JSON.stringify(column);
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].map(([said, count]) => [JSON.parse(said) as Signature, count] as const);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const entries = gathered();
const names = [...new Set(entries.map(([{ name }]) => name))];
console.log(`${COLUMNS} columns: ${entries.length} signatures, ${names.length} names`);

const before = memory();
const index = new LookAlikes();
const slices: number[] = [];
const took = await timed(() => {
  for (const work of [index.fill(entries, () => performance.now()), index.settle(() => performance.now())])
    slice(work, slices);
});
const bytes = (memory() - before) * 1e6;
const floor = median(
  await Promise.all(
    [1, 2, 3].map(() =>
      timed(() => {
        let tokens = 0;
        for (const name of names) tokens += tokensOf(name).tokens.length;
        return tokens;
      }),
    ),
  ),
);
const { total } = index.clusters({ text: '', minimum: 1, page: PAGE });
tell(
  `${COLUMNS} columns clustered: ${entries.length} signatures of ${names.length} names in ${total} clusters`,
  took / floor,
  `times what bare tokenising of the names takes: ${(took / 1000).toFixed(1)} s, ${(floor / 1000).toFixed(2)} s`,
  'below 60 s',
);
told(
  'never held up for longer than',
  `${Math.max(...slices).toFixed(0)} ms`,
  `${slices.length} slices, p50 ${quantile(slices, 0.5).toFixed(1)} p99 ${quantile(slices, 0.99).toFixed(1)} ms`,
  'p50 ≤ 8 ms',
);
told(
  'memory',
  `${(bytes / 1e6).toFixed(0)} MB`,
  `${(bytes / entries.length).toFixed(0)} bytes a signature, beside the texts themselves`,
  'none',
);

const changes = [...columns(CHANGES, 11)];
const each: number[] = [];
for (const [at, signature] of changes.entries()) {
  const [gone, count] = entries[(at * 7919) % entries.length] ?? [signature, 0];
  each.push(
    await timed(() => {
      index.put(signature, 1);
      index.take(gone, count);
      entries[(at * 7919) % entries.length] = [signature, 1];
      slice(
        index.settle(() => performance.now()),
        [],
      );
    }),
  );
}
told(
  `${CHANGES} changes after, each settled`,
  `${each.reduce((sum, ms) => sum + ms, 0).toFixed(0)} ms`,
  `p50 ${quantile(each, 0.5).toFixed(2)} p99 ${quantile(each, 0.99).toFixed(2)} ms each`,
  'none',
);
const ask = async (text: string, minimum: number) =>
  (await timed(() => index.clusters({ text, minimum, page: PAGE }))).toFixed(0);
told('the first page', `${await ask('', 2)} ms`, `by words ${await ask('cust', 1)} ms`, 'none');
const kept = index.save();
const loads: number[] = [];
const loaded = await timed(() =>
  slice(
    loadLookAlikes(kept, () => performance.now()),
    loads,
  ),
);
told(
  'taken apart',
  `${(await timed(() => index.save())).toFixed(0)} ms`,
  `loaded in ${loaded.toFixed(0)} ms, in slices of at most ${Math.max(...loads).toFixed(0)} ms`,
  'none',
);

function slice(work: Generator<void, unknown>, times: number[]): void {
  for (;;) {
    const began = performance.now();
    const { done } = work.next();
    times.push(performance.now() - began);
    if (done === true) return;
  }
}

function memory(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

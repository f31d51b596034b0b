import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Signature } from '#core/catalog/look-alikes/cluster.ts';
import type { Kept } from '#core/catalog/look-alikes/kept.ts';
import { LookAlikes, loadLookAlikes } from '#core/catalog/look-alikes/look-alikes.ts';
import { corpus, heldOut, pairwise, said } from './look-alikes-corpus.ts';

const ALL = { offset: 0, limit: 10_000 };

function indexOf(signatures: readonly Signature[]): LookAlikes {
  const index = new LookAlikes();
  for (const signature of signatures) index.put(signature, 1);
  return index;
}

/** Everything the index tells. */
function told(index: LookAlikes) {
  const { total, clusters } = index.clusters({ text: '', minimum: 1, page: ALL });
  return { total, clusters: clusters.map((cluster) => ({ ...cluster, members: index.membersOf(cluster.id, ALL) })) };
}

function areTogether(one: Signature, other: Signature): boolean {
  const index = indexOf([one, other]);
  return index.clusterOf(one) === index.clusterOf(other);
}

/** Loaded at one go: no time passes. */
function loaded(kept: Kept): LookAlikes | null {
  const { value, done } = loadLookAlikes(kept, () => 0).next();
  expect(done).toBe(true);
  return value ?? null;
}

const reasonOf = (index: LookAlikes, name: string) =>
  told(index)
    .clusters.flatMap(({ members }) => members.members)
    .find((member) => member.name === name)?.reason;

test.each([
  [['cust_id', 'customerID', 'CUST_NO', 'customer_identifier', 'fk_customer', 'Kundennummer', 'custid', 'stg_cust_id']],
  [['email', 'E_MAIL_ADDR', 'emailAddress', 'e-mail', 'EMAIL']],
  [['date_of_birth', 'DOB', 'birthDate', 'BRTH_DT', 'Geburtsdatum', 'dateofbirth']],
  [['number_of_accounts', 'num_accounts', 'ACCT_CNT', 'accountCount', 'no_of_accts']],
  [['Währung', 'WAEHRUNG', 'currency', 'CURR_CD', 'ccy']],
  [['last_modified_date', 'updated_at', 'LST_UPD_TS', 'modifiedOn']],
])('%j say the same', (names) => {
  const index = indexOf(names.map((name) => said(name)));
  expect(new Set(names.map((name) => index.clusterOf(said(name)))).size).toBe(1);
});

test.each([
  ['customer_id', 'customer_name'],
  ['order_id', 'customer_id'],
  ['email', 'email_verified'],
  ['ACADEMIC_YEAR_CODE', 'card_code'],
  ['account_id', 'account_number'],
  ['card_number', 'card_token'],
  ['address_line_1', 'address_line_2'],
  ['expiry_date', 'expiry_date_flag'],
  ['velocity_1h', 'velocity_24h'],
  ['CURR_BAL', 'CURR_CD'],
  ['INT_RATE', 'int_value'],
  ['number_of_accounts', 'account_number'],
  ['old_customer_id', 'customer_id'],
  ['src_system', 'system'],
  ['loan_amount', 'loan_amount_currency'],
  ['NO_SHOW_FLG', 'show_number'],
  ['payment_day', 'payment_days'],
  ['plan_a', 'plan'],
  ['is_not_active', 'is_active'],
  ['customer_email_hash', 'customer_email'],
  ['LSS_AMT', 'lease_amount'],
  ['TX_CD', 'transaction_code'],
])('%s and %s do not', (one, other) => {
  expect(areTogether(said(one), said(other))).toBe(false);
});

test('the kind of value divides what the name alone would not', () => {
  expect(areTogether(said('email', 'string'), said('email', 'boolean'))).toBe(false);
  expect(areTogether(said('customer_id', 'string'), said('customer_id', 'struct<id:int>'))).toBe(false);
  expect(areTogether(said('customer_id', 'string'), said('cust_no', 'NUMBER(10,0)'))).toBe(true);
  expect(areTogether(said('booking_time', 'time'), said('booking_time', 'timestamp'))).toBe(false);
  expect(areTogether(said('active', 'boolean'), said('ACTIVE_FLG', 'char(1)'))).toBe(true);
  expect(areTogether(said('maturity', 'date'), said('MAT_DT', 'varchar(8)'))).toBe(true);
});

test('every member has a reason in plain words, and what is written out is surer than what is short', () => {
  const index = indexOf([said('CUST_NO'), said('customer_identifier'), said('CSTMR_ID')]);
  const [cluster] = told(index).clusters;
  expect(cluster?.title).toBe('customer identifier');
  expect(reasonOf(index, 'CUST_NO')).toBe(
    '`CUST_NO`: “cust” is customer, “no” is number here, “number” reads like identifier behind customer',
  );
  expect(reasonOf(index, 'customer_identifier')).toBe(
    '`customer_identifier`: it says customer identifier in plain words',
  );
  const score = (name: string) => cluster?.members.members.find((member) => member.name === name)?.score ?? 0;
  expect(score('customer_identifier')).toBe(1);
  expect(score('CUST_NO')).toBeLessThan(1);
  expect(score('CUST_NO')).toBeGreaterThan(0.5);
});

test('a name that says nothing follows its business name, and one that says something does not', () => {
  const opaque = { ...said('XKDN7', 'char(10)'), businessName: 'Customer identifier' };
  const vague = { ...said('id', 'bigint'), businessName: 'Customer identifier' };
  const order = { ...said('order_id', 'bigint'), businessName: 'Customer identifier' };
  const index = indexOf([opaque, vague, order, said('cust_id')]);
  expect(index.clusterOf(opaque)).toBe('customer/identifier');
  expect(index.clusterOf(vague)).toBe('customer/identifier');
  expect(index.clusterOf(order)).toBe('order/identifier');
  expect(reasonOf(index, 'XKDN7')).toContain('its business name “Customer identifier” does');
  expect(areTogether(vague, said('id', 'bigint'))).toBe(false);
});

test('names that say only a kind of value are told as such', () => {
  const index = indexOf([said('ID'), said('id'), said('STATUS_CD'), said('customer_id')]);
  const vague = told(index).clusters.filter((cluster) => cluster.vague);
  expect(vague.map((cluster) => cluster.title).toSorted()).toEqual(['identifier', 'status code']);
  for (const { members } of vague) for (const member of members.members) expect(member.score).toBeLessThanOrEqual(0.4);
});

const DESCRIPTION = 'The number by which the bank knows the person, unique over all systems.';

test('descriptions, business names and terms join what is near, and are told as the reason', () => {
  const customer = { ...said('customer_id'), description: DESCRIPTION, terms: ['t1', 't2'] };
  const byDescription = { ...said('client_no'), description: ` ${DESCRIPTION.toUpperCase()}` };
  const byTerms = { ...said('party_id'), terms: ['t2', 't1'] };
  const byName = { ...said('client_id'), businessName: 'Customer number' };
  const opaque = { ...said('XKDN7'), description: DESCRIPTION };
  for (const [other, words] of [
    [byDescription, 'are described word for word like `customer_id`'],
    [byTerms, 'carry the same terms as `customer_id`'],
    [byName, 'have the same business name as `customer_id`'],
    [opaque, 'are described word for word like `customer_id`'],
  ] as const) {
    const index = new LookAlikes();
    index.put(customer, 2);
    index.put(other, 1);
    expect(index.clusterOf(other), other.name).toBe(index.clusterOf(customer));
    expect(reasonOf(index, other.name)).toContain(words);
    index.take(customer, 2);
    index.put(said('customer_id'), 2);
    if (other !== byName) expect(index.clusterOf(other)).not.toBe(index.clusterOf(said('customer_id')));
  }
});

test('what contradicts itself is joined by nothing', () => {
  const evidence = { description: DESCRIPTION, terms: ['pii'], businessName: null };
  const pairs = [
    ['first_name', 'last_name'],
    ['customer_id', 'order_id'],
    ['address_line_1', 'address_line_2'],
    ['id', 'customer_id'],
    ['XKDN7', 'YLDN8'],
    ['customer_email', 'merchant_email'],
    ['open_date', 'close_date'],
  ] as const;
  for (const [one, other] of pairs)
    expect(areTogether({ ...said(one), ...evidence }, { ...said(other), ...evidence }), `${one} ${other}`).toBe(false);
  expect(areTogether({ ...said('KDN7'), terms: ['pii'] }, { ...said('customer_id'), terms: ['pii'] })).toBe(false);
});

test('evidence that stands on too many things joins none of them', () => {
  const carried = (name: string) => ({ ...said(name), terms: ['common'] });
  const index = indexOf([carried('customer_id'), carried('client_id')]);
  expect(index.clusterOf(carried('client_id'))).toBe(index.clusterOf(carried('customer_id')));
  index.put(carried('first_name'), 1);
  expect(index.clusterOf(carried('client_id')), 'a term on unlike things').not.toBe(
    index.clusterOf(carried('customer_id')),
  );
  index.take(carried('first_name'), 1);
  expect(index.clusterOf(carried('client_id'))).toBe(index.clusterOf(carried('customer_id')));
  for (let at = 0; at < 80; at += 1) index.put(carried(`thing${'x'.repeat(at)}_id`), 1);
  expect(index.clusterOf(carried('client_id'))).not.toBe(index.clusterOf(carried('customer_id')));
});

test('on the corpus pairs are right, also in the half that the tables were not made with', () => {
  const columns = corpus();
  const index = indexOf(columns.map(({ signature }) => signature));
  expect(columns.length).toBeGreaterThan(450);
  for (const [half, chosen] of Object.entries({
    fitted: columns.filter((column) => !heldOut(column)),
    'held out': columns.filter(heldOut),
    whole: columns,
  })) {
    const { precision, recall, wrong, right } = pairwise(index, chosen);
    process.stdout.write(
      `look-alikes, ${half}: ${chosen.length} names, ${right} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
    );
    expect(wrong.length / (right + wrong.length), wrong.join(', ')).toBeLessThanOrEqual(0.02);
    expect(recall, half).toBeGreaterThanOrEqual(0.85);
    expect(right, half).toBeGreaterThan(300);
  }
});

const NAMES = [
  'customer_id',
  'CUST_NO',
  'client_id',
  'clientNo',
  'id',
  'XKDN7',
  'first_name',
  'E_MAIL',
  '',
  '😀',
  '12',
];
const signatures = fc.record({
  name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ unit: 'binary', maxLength: 6 })),
  dataType: fc.constantFrom('string', 'bigint', 'boolean', 'date', ''),
  businessName: fc.constantFrom(null, null, 'Customer identifier', 'Client number', 'First name', '__proto__'),
  description: fc.constantFrom(null, DESCRIPTION, 'Another text of at least five words here', 'Too short'),
  terms: fc.constantFrom([], [], ['t1'], ['t2', 't1'], ['t1', 't2']),
});

test('after any puts and takes, in any slices, the index is that of what is left', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          signature: signatures,
          count: fc.integer({ min: 1, max: 9 }),
          leave: fc.integer({ min: 0, max: 9 }),
          act: fc.constantFrom('', '', 'settle', 'part', 'ask', 'reload'),
        }),
        { maxLength: 40 },
      ),
      fc.func(fc.nat()),
      (steps, order) => {
        let index = new LookAlikes();
        const left: [Signature, number][] = [];
        const takes: [Signature, number][] = [];
        for (const { signature, count, leave, act } of steps) {
          index.put(signature, count);
          const gone = Math.max(0, count - leave);
          if (gone > 0) takes.push([signature, gone]);
          if (count > gone) left.push([signature, count - gone]);
          if (act === 'settle') for (const _ of index.settle(() => 0)) expect.fail('nothing takes time here');
          let time = 0;
          // The clock leaps: every step is a slice, and only some are taken before the next change.
          if (act === 'part') index.settle(() => (time += 100)).next();
          if (act === 'ask') index.clusterOf(signature);
          if (act === 'reload') index = loaded(structuredClone(index.save())) ?? expect.fail('not loaded');
          while (takes.length > 3)
            index.take(...(takes.splice(order(takes.length) % takes.length, 1)[0] ?? expect.fail()));
        }
        for (const take of takes) index.take(...take);
        const fresh = new LookAlikes();
        for (const [signature, count] of left.toReversed()) fresh.put(signature, count);
        expect(told(index)).toEqual(told(fresh));
        for (const [signature] of left) expect(index.clusterOf(signature)).toBe(fresh.clusterOf(signature));
        expect(index.signatures).toBe(fresh.signatures);
      },
    ),
    { numRuns: 300 },
  );
});

test('a change in the middle of settling is not lost', () => {
  const many = (at: number) => ({
    ...said('customer_id', `varchar(${at})`),
    description: `${DESCRIPTION} Edition ${at}`,
  });
  const index = new LookAlikes();
  for (let at = 0; at < 2000; at += 1) index.put(many(at), 1);
  let time = 0;
  const settling = index.settle(() => (time += 100));
  settling.next();
  settling.next();
  const late = { ...said('client_id'), description: `${DESCRIPTION} Edition 1500` };
  index.put(late, 1);
  let slices = 0;
  while (settling.next().done !== true) slices += 1;
  expect(slices).toBeGreaterThan(5);
  expect(index.clusterOf(late)).toBe(index.clusterOf(many(0)));
});

test('work is done in slices that let others in', () => {
  const entries = [...Array(30_000).keys()].map(
    (at) =>
      [
        {
          ...said(`${['cust', 'acct', 'ord', 'zq'][at % 4]}_${at.toString(36)}_amt`),
          description: `What is in the field of number ${at % 9000}`,
        },
        3,
      ] as const,
  );
  const index = new LookAlikes();
  const times: number[] = [];
  for (const work of [index.fill(entries, () => performance.now()), index.settle(() => performance.now())])
    for (;;) {
      const began = performance.now();
      const { done } = work.next();
      times.push(performance.now() - began);
      if (done === true) break;
    }
  expect(times.length).toBeGreaterThan(10);
  expect(times.toSorted((a, b) => a - b)[times.length >> 1]).toBeLessThanOrEqual(8);
  expect(index.clusters({ text: '', minimum: 1, page: { offset: 0, limit: 1 } }).total).toBeGreaterThan(25_000);
  expect(index.signatures).toBe(30_000);
});

test('hostile names are only text', () => {
  const names = [
    '',
    ' ',
    'x'.repeat(10_000),
    `${'x'.repeat(9_999)}y`,
    'a_'.repeat(5000),
    '😀',
    '😀😀',
    '👩‍👩‍👧',
    '0123456789',
    '__proto__',
    'constructor',
    'toString_id',
    'hasOwnProperty',
    '=cmd()|A1',
    '\u202Ecust\u202C',
    'a\u0000b',
    '客户编号',
    'कस्टमर',
    '\uD800',
    '/identifier',
    '#x',
    'S'.repeat(300),
  ];
  const index = indexOf(
    names.map((name) => ({ ...said(name, name), businessName: name, description: name, terms: [name] })),
  );
  expect(index.signatures).toBe(names.length);
  const ids = names.map((name) => index.clusterOf(said(name)));
  expect(ids.every((id) => id === null)).toBe(true);
  const { clusters } = told(index);
  expect(clusters.length).toBe(names.length);
  for (const { title, id, members } of clusters) {
    expect(title).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(title.length).toBeLessThan(200);
    expect(id.length).toBeLessThan(200);
    expect(members.total).toBe(1);
    for (const { reason } of members.members) {
      expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(reason.length).toBeLessThan(1000);
    }
  }
  expect(areTogether(said('cus\u200Btomer_id'), said('customer_id')), 'what cannot be seen says nothing').toBe(true);
  expect(told(indexOf([said('')])).clusters[0]?.title).toBe('without a name');
});

test('clusters come by columns covered, page by page, and are found by words', () => {
  const index = new LookAlikes();
  for (let at = 0; at < 30; at += 1) index.put(said(`${'abcdefghijklmnopqrstuvwxyzäöüß'[at]}zzq_amount`), 1 + (at % 5));
  index.put(said('CUST_NO'), 40);
  index.put(said('customerID'), 2);
  const all = index.clusters({ text: '', minimum: 1, page: ALL });
  expect(all.total).toBe(31);
  expect(all.clusters[0]).toMatchObject({ columns: 42, signatures: 2, names: 2, examples: ['CUST_NO', 'customerID'] });
  const columns = all.clusters.map((cluster) => cluster.columns);
  expect(columns).toEqual(columns.toSorted((a, b) => b - a));
  const pages = [0, 7, 14, 21, 28].flatMap(
    (offset) => index.clusters({ text: '', minimum: 1, page: { offset, limit: 7 } }).clusters,
  );
  expect(pages).toEqual(all.clusters);
  expect(index.clusters({ text: '', minimum: 5, page: ALL }).total).toBe(7);
  expect(index.clusters({ text: 'CUSTOMER ident', minimum: 1, page: ALL }).clusters.map(({ id }) => id)).toEqual([
    'customer/identifier',
  ]);
  expect(index.clusters({ text: 'cust_n', minimum: 1, page: ALL }).total).toBe(1);
  expect(index.clusters({ text: '.*(', minimum: 1, page: ALL }).total).toBe(0);
  expect(index.clusters({ text: 'nowhere', minimum: 1, page: ALL }).total).toBe(0);
  expect(index.cluster('customer/identifier')?.columns).toBe(42);
  expect(index.cluster('nothing/of this')).toBeNull();
  expect(index.membersOf('', ALL)).toEqual({ total: 0, members: [] });
});

test('what was never put cannot be taken, and another edition is not loaded', () => {
  const index = indexOf([said('a')]);
  expect(() => index.take(said('b'), 1)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'E_LOOK_ALIKES_TAKEN' }) }),
  );
  expect(() => index.take(said('a'), 2)).toThrow(/More columns/);
  expect(() => index.put(said('a'), 0)).toThrow(/whole numbers/);
  expect(index.signatures).toBe(1);
  const kept = index.save();
  expect(loaded({ ...kept, edition: 'another' })).toBeNull();
  expect(loaded({ ...kept, numbers: {} })).toBeNull();
  expect(loaded(kept)?.signatures).toBe(1);
});

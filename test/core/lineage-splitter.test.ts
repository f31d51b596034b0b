import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventSplitter } from '#core/lineage/event-splitter.ts';
import { placeOf } from '#core/lineage/place.ts';

interface Found {
  events: { text: string; line: number }[];
  broken: { code: string; line: number }[];
}

/** What is found in these bytes, handed over in pieces that end at the given places. */
function split(bytes: Uint8Array, cuts: readonly number[] = [], most?: number): Found {
  const found: Found = { events: [], broken: [] };
  const splitter = new EventSplitter(
    {
      event: (event, line) => found.events.push({ text: Buffer.from(event).toString('latin1'), line }),
      broken: (code, line) => found.broken.push({ code, line }),
    },
    { offset: 0, line: 1 },
    most,
  );
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted((a, b) => a - b);
  let from = 0;
  for (const end of ends) {
    splitter.push(bytes.subarray(from, end));
    from = end;
  }
  splitter.end();
  return found;
}

const found = (text: string, most?: number) => split(Buffer.from(text), [], most);
const texts = (text: string) => found(text).events.map((event) => event.text);

test.each([
  ['one a line', '{"a":1}\n{"b":2}\n'],
  ['without a last line end', '{"a":1}\r\n{"b":2}'],
  ['a list', '[{"a":1},{"b":2}]'],
  ['a list over many lines', '[\n  {"a":1},\n  {"b":2}\n]\n'],
  ['one after another', '{"a":1}{"b":2}'],
  ['a sequence with record marks', '\u001e{"a":1}\n\u001e{"b":2}\n'],
])('%s', (_, text) => {
  expect(texts(text)).toEqual(['{"a":1}', '{"b":2}']);
  expect(found(text).broken).toEqual([]);
});

test('what looks like structure within a string is text', () => {
  const text = String.raw`{"a":"}{\"\\","b":["[{",{"c":"]"}]}`;
  expect(texts(`${text}\n${text}`)).toEqual([text, text]);
});

test('a pretty-printed event is one, and lines are counted', () => {
  const event = '{\n  "a": [\n{"b": 1},\n{"c": 2}\n  ],\n  "d":\n{"e": 3}\n}';
  expect(found(`\n${event}\n${event}`)).toEqual({
    events: [
      { text: event, line: 2 },
      { text: event, line: 10 },
    ],
    broken: [],
  });
});

test.each([
  ['a missing brace', '{"a":{"b":1}\n{"c":2}\n', 'E_EVENT_SYNTAX'],
  ['a missing quote', '{"a":"b}\n{"c":2}\n', 'E_EVENT_SYNTAX'],
  ['a comma at the end of a line', '{"a":1,\n{"c":2}\n', 'E_EVENT_SYNTAX'],
  ['words', 'ERROR: cannot "open" file\n{"c":2}\n', 'E_EVENT_SYNTAX'],
  ['NUL bytes', '\0\0\0\0\n{"c":2}\n', 'E_EVENT_SYNTAX'],
])('%s spoils its own line only', (_, text, code) => {
  expect(found(text)).toEqual({ events: [{ text: '{"c":2}', line: 2 }], broken: [{ code, line: 1 }] });
});

test('the last event cut short is told as such', () => {
  expect(found('{"a":1}\n{"b":').broken).toEqual([{ code: 'E_EVENT_TRUNCATED', line: 2 }]);
});

test('events beyond the limits are passed over, by their shape', () => {
  const deep = `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`;
  expect(found(`${deep}\n{"c":2}`)).toEqual({
    events: [{ text: '{"c":2}', line: 2 }],
    broken: [{ code: 'E_EVENT_DEPTH', line: 1 }],
  });
  const long = `{"a":"${'x'.repeat(5_000)}"}`;
  expect(found(`${long}{"c":2}`, 4_000)).toEqual({
    events: [{ text: '{"c":2}', line: 1 }],
    broken: [{ code: 'E_EVENT_SIZE', line: 1 }],
  });
  expect(found(`${long}{"c":2}`, 5_008).events).toHaveLength(2);
  const many = `{"a":[${'[],'.repeat(300_000)}[]]}`;
  expect(found(`${many}\n{"c":2}`)).toEqual({
    events: [{ text: '{"c":2}', line: 2 }],
    broken: [{ code: 'E_EVENT_PARTS', line: 1 }],
  });
});

test('an event that is never closed is passed over in bounded memory', () => {
  const splitter = new EventSplitter({ event: () => {}, broken: () => {} }, { offset: 0, line: 1 }, 1024 * 1024);
  const piece = Buffer.from(`{"a":[${'"x",'.repeat(60_000)}`);
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 400; n += 1) splitter.push(piece);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  expect(splitter.place).toEqual({ offset: 0, line: 1 });
});

const fragment = fc.oneof(
  fc.json(),
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '\n',
    '\r\n',
    '\u001e',
    '\0',
    '{"a":1}',
    '{"é":"\\u00e9"}',
    '\n{',
    ' ',
  ),
  fc.string(),
);

test('where the pieces of a stream end makes no difference', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 40 }), (parts, cuts) => {
      const bytes = Buffer.from(parts.join(''));
      expect(split(bytes, cuts)).toEqual(split(bytes));
      expect(split(bytes, [...bytes.keys()])).toEqual(split(bytes));
    }),
    { numRuns: 500 },
  );
});

test('whole events are found whatever stands between them, and beginning anew at a place finds the rest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', ',\n', '', '\r\n'),
      fc.nat(),
      (objects, between, cut) => {
        const bytes = Buffer.from(objects.map((object) => JSON.stringify(object)).join(between));
        const parsed = split(bytes).events.map(
          ({ text }) => JSON.parse(Buffer.from(text, 'latin1').toString()) as unknown,
        );
        expect(parsed).toEqual(objects.map((object) => JSON.parse(JSON.stringify(object)) as unknown));
        const events: string[] = [];
        const sink = {
          event: (event: Uint8Array) => void events.push(Buffer.from(event).toString()),
          broken: () => {},
        };
        const first = new EventSplitter(sink, { offset: 0, line: 1 });
        first.push(bytes.subarray(0, cut % bytes.length));
        const second = new EventSplitter(sink, first.place);
        second.push(bytes.subarray(first.place.offset));
        expect(events).toEqual(objects.map((object) => JSON.stringify(object)));
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['arn:aws:glue:eu-central-1:111122223333', 'table/Gold/Customers', ['111122223333', 'gold', 'customers', null]],
  ['', 'arn:aws:glue:eu-central-1:111122223333:table/gold/customers', ['111122223333', 'gold', 'customers', null]],
  ['awsathena://athena.eu-central-1.amazonaws.com', 'AwsDataCatalog.gold.customers', [null, 'gold', 'customers', null]],
  ['s3://lake', 'raw/customers/', [null, null, null, 's3://lake/raw/customers']],
  ['s3a://lake', '/raw/customers', [null, null, null, 's3://lake/raw/customers']],
  ['file', 's3n://lake/raw', [null, null, null, 's3://lake/raw']],
  ['arn:aws:glue:eu-central-1:111122223333', 'table/gold', [null, null, null, null]],
  ['arn:aws:glue:eu-central-1:111122223333', 'table/a/b/c', [null, null, null, null]],
  ['postgres://host', 'public.customers', [null, null, null, null]],
])('%s %s stands where it says', (namespace, name, [glueCatalog, glueDatabase, glueTable, s3]) => {
  expect(placeOf(namespace, name)).toEqual({ glueCatalog, glueDatabase, glueTable, s3 });
});

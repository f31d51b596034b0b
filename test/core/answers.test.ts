import * as datazone from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';
import * as identityStore from '@aws-sdk/client-identitystore';
import * as lakeFormation from '@aws-sdk/client-lakeformation';
import * as organizations from '@aws-sdk/client-organizations';
import { AwsJson1_1Protocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import type { JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Json11, RestJson } from '#core/aws/answers.ts';

type Schema = Parameters<JsonShapeDeserializer2['readObject']>[0];

/** Every structure, list and map that a service's package names. */
const schemasOf = (service: object): [string, Schema][] =>
  Object.entries(service).filter(([name, value]) => name.endsWith('$') && Array.isArray(value));

const anything = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('', 'a', 'NaN', 'Infinity', '1.5', '{"a":1}', 'not json', 'QUJD', '2026-01-02T03:04:05Z'),
  fc.jsonValue({ maxDepth: 1 }),
);

/** What AWS may say of a schema: mostly what it should, with members left out, null, strange, or of another kind. */
function said(of: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  if (depth === 0) return fc.constant(null);
  const right = rightly(of, depth);
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function rightly(of: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  if (of.isStructSchema()) {
    const members: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [name, member] of of.structIterator())
      members[member.getMergedTraits().jsonName ?? name] = said(member, depth - 1);
    const strange = fc.record(
      { __type: fc.constant('com.example#Thing'), unknownMember: anything },
      { requiredKeys: [] },
    );
    const usual = fc.record(members, { requiredKeys: [] });
    return fc.oneof(
      { weight: 8, arbitrary: usual },
      { weight: 1, arbitrary: fc.tuple(usual, strange).map(([one, other]) => ({ ...one, ...other })) },
    );
  }
  if (of.isListSchema()) return fc.array(said(of.getValueSchema(), depth - 1), { maxLength: 3 });
  if (of.isMapSchema())
    return fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), said(of.getValueSchema(), depth - 1));
  if (of.isTimestampSchema()) return fc.oneof(fc.integer({ min: 0, max: 2e9 }), fc.constant(1_700_000_000.123));
  if (of.isBooleanSchema()) return fc.boolean();
  if (of.isNumericSchema()) return fc.oneof(fc.integer(), fc.constantFrom('NaN', 'Infinity', '-Infinity'));
  if (of.isDocumentSchema()) return fc.jsonValue();
  return fc.constantFrom('', 'a word', 'QUJD', '{"a": 1}', 'ü 😀');
}

/** What comes of it: the value, or in which words it was refused. */
function outcome(read: () => unknown): unknown {
  try {
    return { told: read() };
  } catch (error) {
    return { refused: String(error) };
  }
}

const OPTIONS = { defaultNamespace: 'test', serviceTarget: 'Test' };

test.each([
  ['DataZone', datazone, new RestJson(OPTIONS), new AwsRestJsonProtocol(OPTIONS)],
  ['Lake Formation', lakeFormation, new RestJson(OPTIONS), new AwsRestJsonProtocol(OPTIONS)],
  ['Glue', glue, new Json11(OPTIONS), new AwsJson1_1Protocol(OPTIONS)],
  ['Identity Store', identityStore, new Json11(OPTIONS), new AwsJson1_1Protocol(OPTIONS)],
  ['Organizations', organizations, new Json11(OPTIONS), new AwsJson1_1Protocol(OPTIONS)],
] as const)(
  'every structure of %s is read as the SDK reads it, whatever stands in it',
  (_name, service, ours, theirs) => {
    const schemas = schemasOf(service);
    expect(schemas.length).toBeGreaterThan(20);
    const [mine, sdks] = [ours, theirs].map((each) => each.getPayloadCodec().createDeserializer()) as [
      JsonShapeDeserializer2,
      JsonShapeDeserializer2,
    ];
    for (const [name, schema] of schemas)
      fc.assert(
        fc.property(said(NormalizedSchema.of(schema), 4), (value) => {
          const text = JSON.stringify(value);
          const read = (by: typeof mine) => outcome(() => by.readObject(schema, JSON.parse(text)));
          expect(read(mine), name).toEqual(read(sdks));
        }),
        { numRuns: 60 },
      );
  },
  120_000,
);

import { AwsJson1_1Protocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { JsonCodec2, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

/** Turns a parsed value into what the SDK tells of it; null for one that stays as it is. */
type Convert = ((value: unknown) => unknown) | null;

interface Member {
  /** As it stands on the wire. */
  from: string;
  to: string;
  convert: () => Convert;
}

/**
 *   schema ── once ──> what to do with each member ──> each answer
 *
 * Answers as the SDK reads them, to the last member; only what a schema says is worked out once and not for every
 * value again, which is a third of what an answer costs. Whatever is not plain (unions, maps, documents, blobs, times) the
 * SDK's own reader reads.
 */
class AnswerReader extends JsonShapeDeserializer2 {
  readonly #known = new Map<unknown, Convert>();

  protected override _read(schema: Parameters<JsonShapeDeserializer2['readObject']>[0], value: unknown): unknown {
    const of = NormalizedSchema.of(schema);
    if (of.isListSchema() || (of.isStructSchema() && !of.isUnionSchema())) {
      const convert = this.#converter(of);
      return convert === null || value === null || value === undefined ? value : convert(value);
    }
    return this.#slowly(schema, value);
  }

  /** As the SDK does it, whose name for this it is. */
  #slowly(schema: Parameters<JsonShapeDeserializer2['readObject']>[0], value: unknown): unknown {
    // oxlint-disable-next-line no-underscore-dangle -- the SDK's own name
    return super._read(schema, value);
  }

  #converter(of: NormalizedSchema): Convert {
    if (of.isStringSchema() && of.getMergedTraits().mediaType === undefined) return null;
    if (of.isBooleanSchema()) return null;
    if (of.isNumericSchema()) return (value) => (typeof value === 'string' ? this.#slowly(of, value) : value);
    const plain = of.isListSchema() || (of.isStructSchema() && !of.isUnionSchema());
    if (!plain) return (value) => this.#slowly(of, value);
    const schema = of.getSchema();
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    const convert = of.isStructSchema() ? this.#struct(of) : this.#list(of);
    this.#known.set(schema, convert);
    return convert;
  }

  #struct(of: NormalizedSchema): Convert {
    const members: Member[] = [];
    for (const [to, member] of of.structIterator()) {
      // Made when it is first needed: a structure may hold itself.
      let convert: Convert | undefined;
      members.push({
        from: this.settings.jsonName ? (member.getMergedTraits().jsonName ?? to) : to,
        to,
        convert: () => (convert === undefined ? (convert = this.#converter(member)) : convert),
      });
    }
    return (value) => {
      if (!isRecord(value) || typeof value['__type'] === 'string') return this.#slowly(of, value);
      const told: Record<string, unknown> = {};
      for (const { from, to, convert } of members) {
        const held = value[from];
        if (held === null || held === undefined) continue;
        const how = convert();
        told[to] = how === null ? held : how(held);
      }
      return told;
    };
  }

  #list(of: NormalizedSchema): Convert {
    const each = this.#converter(of.getValueSchema());
    if (each === null) return null;
    return (value) => {
      if (!Array.isArray(value)) return this.#slowly(of, value);
      for (let at = 0; at < value.length; at += 1) value[at] = value[at] === null ? null : each(value[at]);
      return value;
    };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class AnswerCodec extends JsonCodec2 {
  override createDeserializer(): AnswerReader {
    const reader = new AnswerReader(this.settings);
    if (this.serdeContext !== undefined) reader.setSerdeContext(this.serdeContext);
    return reader;
  }
}

/** The protocol of DataZone and Lake Formation. */
export class RestJson extends AwsRestJsonProtocol {
  constructor(options: ConstructorParameters<typeof AwsRestJsonProtocol>[0]) {
    const { settings } = new AwsRestJsonProtocol(options).getPayloadCodec() as JsonCodec2;
    super({ ...options, jsonCodec: new AnswerCodec(settings) });
  }
}

/** The protocol of Glue, Identity Store and Organizations. */
export class Json11 extends AwsJson1_1Protocol {
  constructor(options: ConstructorParameters<typeof AwsJson1_1Protocol>[0]) {
    const { settings } = new AwsJson1_1Protocol(options).getPayloadCodec() as JsonCodec2;
    super({ ...options, jsonCodec: new AnswerCodec(settings) });
  }
}

import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import * as z from 'zod';
import type { Api } from '#shared/api.ts';
import type { Meta } from '#shared/define.ts';

/** One operation of the contract, as docs, the command line and the fingerprint see it. */
export interface Operation {
  domain: string;
  operation: string;
  /** "catalog.search" */
  name: string;
  meta: Meta;
  /** JSON Schema of the input; null where there is none. */
  inputSchema: unknown;
  outputSchema: unknown;
  resultSchema: unknown;
  procedure: AnyContractProcedure;
}

/** Every operation, in the order of the contract. */
export function operations(api: Api): Operation[] {
  const list: Operation[] = [];
  for (const [domain, group] of Object.entries(api)) {
    for (const [operation, procedure] of Object.entries(group)) {
      if (!isContractProcedure(procedure)) throw new Error(`${domain}.${operation} is not an operation`);
      const definition = procedure['~orpc'];
      const meta = definition.meta as Meta;
      list.push({
        domain,
        operation,
        name: `${domain}.${operation}`,
        meta,
        inputSchema: schemaOf(definition.inputSchema, 'input'),
        outputSchema: meta.stream ? { stream: true } : schemaOf(definition.outputSchema, 'output'),
        resultSchema: schemaOf(meta.result, 'output'),
        procedure,
      });
    }
  }
  return list;
}

function schemaOf(schema: unknown, io: 'input' | 'output'): unknown {
  if (!(schema instanceof z.ZodType)) return null;
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}

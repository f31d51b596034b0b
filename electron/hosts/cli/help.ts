import { type Operation, operations } from '#core/operations.ts';
import { api } from '#shared/api.ts';
import { isCalled } from './flags.ts';

const INTRO = `meshward <domain> <operation> [--workspace FILE] [--input JSON|@file|@-] [--json] [--home DIR]
meshward emulator [--port N] [--seed S] [--assets N] [--columns-per-asset N] [--terms N] …
meshward help [<domain> [<operation>]]
meshward --version

  --workspace, -w  the workspace file; a core that has it open already is joined
  --input, -i      the operation's input: JSON, a file (@name), or standard input (@-)
  --NAME           one part of the input: --run-id 3 says {"runId":3}; once more for each item of a list
  --as-of RUN      look at the moment a past pull left, for operations that read
  --json           one line of JSON on standard output, errors as JSON on standard error
  --home           where the recent list and the sample bank live (default: MESHWARD_HOME or your own folder)

MESHWARD_RATES=off lets a pull go as fast as it can: for an emulator that was started with --rates off.

Exit codes: 0 done, 2 invalid, 3 not found, 4 denied, 5 conflict, 6 offline, 70 internal, 75 throttled, 130 cancelled.
`;

/** The help, printed from the contract. */
export function help(domain: string | null, name: string | null): string {
  const known = operations(api);
  const operation = known.find((candidate) => candidate.domain === domain && isCalled(candidate, name));
  if (operation !== undefined) return one(operation);
  const shown = domain === null ? known : known.filter((candidate) => candidate.domain === domain);
  const width = Math.max(...shown.map((candidate) => candidate.name.length));
  const lines = shown.map((candidate) => `  ${candidate.name.replace('.', ' ').padEnd(width)}  ${candidate.meta.doc}`);
  return `${domain === null ? `${INTRO}\n` : ''}${lines.join('\n')}\n`;
}

function one(operation: Operation): string {
  const lines = [
    `meshward ${operation.domain} ${operation.operation}`,
    '',
    operation.meta.doc,
    `Kind: ${operation.meta.kind}. Needs: ${operation.meta.needs}.`,
  ];
  if (operation.inputSchema !== null) lines.push('', 'Input:', JSON.stringify(operation.inputSchema, null, 2));
  return `${lines.join('\n')}\n`;
}

import { hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Signature } from '#core/catalog/look-alikes/cluster.ts';
import type { LookAlikes } from '#core/catalog/look-alikes/look-alikes.ts';

export interface Labelled {
  concept: string;
  signature: Signature;
}

/** `name type | business name | description | term, term` under the concept that a steward would give it. */
export function corpus(): Labelled[] {
  const file = path.resolve(import.meta.dirname, '../fixtures/look-alikes/columns.txt');
  let concept = '';
  const all: Labelled[] = [];
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (!line.startsWith('  ')) {
      concept = line;
      continue;
    }
    const [column = '', businessName = '', description = '', terms = ''] = line.split('|').map((part) => part.trim());
    const [name = '', dataType = ''] = column.split(' ');
    all.push({
      concept,
      signature: {
        ...said(name, dataType),
        businessName: businessName || null,
        description: description || null,
        terms: terms === '' ? [] : terms.split(', '),
      },
    });
  }
  return all;
}

export const said = (name: string, dataType = 'string'): Signature => ({
  name,
  dataType,
  businessName: null,
  description: null,
  terms: [],
});

/**
 * Half of the concepts, by a coin that nobody holds: the hash of what they are called. The tables of words were written
 * before the corpus, and mended by what was missed in the other half, never by a miss in this one.
 */
export const heldOut = ({ concept }: Labelled): boolean =>
  Number.parseInt(hash('sha256', concept).slice(0, 2), 16) % 2 === 1;

/** Of the pairs put together the share that belongs together; of the pairs that belong together the share put so. */
export function pairwise(index: LookAlikes, columns: readonly Labelled[]) {
  const ids = columns.map(({ signature }) => index.clusterOf(signature));
  const wrong: string[] = [];
  const missed: string[] = [];
  let right = 0;
  for (const [at, one] of columns.entries())
    for (let next = at + 1; next < columns.length; next += 1) {
      const other = columns[next];
      const pair = `${one.signature.name} ~ ${other?.signature.name}`;
      const together = ids[at] === ids[next];
      if (one.concept === other?.concept) {
        if (together) right += 1;
        else missed.push(pair);
      } else if (together) wrong.push(pair);
    }
  return { precision: right / (right + wrong.length), recall: right / (right + missed.length), right, wrong, missed };
}

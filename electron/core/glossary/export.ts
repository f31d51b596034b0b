import path from 'node:path';
import type * as z from 'zod';
import type { GlossaryExport, GlossaryExportInput, GlossaryFormat } from '#shared/glossary.ts';
import type { Db } from '../db/open.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/runner.ts';
import { documentOf, type GlossaryDocument } from './document.ts';
import { heldGlossaries } from './held.ts';
import { fileName, type NewFile, placeFile, placeFolder } from './place-files.ts';

type Chosen = Pick<z.output<typeof GlossaryExportInput>, 'format' | 'glossaryIds' | 'staged'>;

/** A file with how much of the document it holds. */
type Printed = NewFile & { glossaries: number; terms: number };

interface Format {
  losses: (document: GlossaryDocument) => string[];
  /** @param at the moment a file may be stamped with @param name of the file, where it is one */
  print: (document: GlossaryDocument, at: string, name: string) => Promise<Printed[]> | Printed[];
}

const termsOf = ({ glossaries }: GlossaryDocument): number =>
  glossaries.reduce((sum, { terms }) => sum + terms.length, 0);

const whole = (document: GlossaryDocument, name: string, said: string | Uint8Array): Printed[] => [
  {
    name,
    bytes: typeof said === 'string' ? Buffer.from(said) : said,
    glossaries: document.glossaries.length,
    terms: termsOf(document),
  },
];

/** Formats are loaded when they are first asked for: the workbook library is none of a start's business. */
const FORMATS: Record<GlossaryFormat, () => Promise<Format>> = {
  csv: async () => {
    const { losses: lost, print } = await import('./formats/csv.ts');
    return { losses: lost, print: (document, _at, name) => whole(document, name, print(document)) };
  },
  xlsx: async () => {
    const { losses: lost, print } = await import('./formats/xlsx.ts');
    return { losses: lost, print: async (document, at, name) => whole(document, name, await print(document, at)) };
  },
  datahub: async () => {
    const { losses: lost, print } = await import('./formats/datahub.ts');
    return { losses: lost, print: (document, _at, name) => whole(document, name, print(document)) };
  },
  skos: async () => {
    const { losses: lost, print } = await import('./formats/skos.ts');
    return { losses: lost, print: (document, _at, name) => whole(document, name, print(document)) };
  },
  openmetadata: async () => {
    const { losses: lost, print } = await import('./formats/openmetadata.ts');
    return {
      losses: lost,
      print: (document) => {
        const taken = new Set<string>();
        return print(document).map(({ glossary, text }, at) => ({
          name: fileName(glossary, '.csv', taken),
          bytes: Buffer.from(text),
          glossaries: 1,
          terms: document.glossaries[at]?.terms.length ?? 0,
        }));
      },
    };
  },
};

/** What a format cannot hold of these glossaries. Throws `E_GLOSSARY_UNKNOWN`. */
export async function losses(db: Db, input: Chosen): Promise<{ losses: string[] }> {
  const document = chosenGlossaries(db, input);
  return { losses: (await FORMATS[input.format]()).losses(document) };
}

/**
 * Writes glossaries to a file, or for OpenMetadata to a folder: whole or not at all. Throws `E_EXPORT_…`,
 * `E_GLOSSARY_UNKNOWN`.
 */
export async function exportGlossaries(
  job: JobContext,
  input: z.output<typeof GlossaryExportInput>,
): Promise<GlossaryExport> {
  const target = targetOf(input.path, job.context.desk.current?.path ?? null);
  job.report({ phase: 'Collecting terms' });
  const document = chosenGlossaries(job.db, input);
  if (document.glossaries.length === 0)
    throw new Failure('not_found', 'E_EXPORT_EMPTY', 'There are no glossaries here.', 'Pull first, or make one.');
  const format = await FORMATS[input.format]();
  // Stamped with when the job began, so that one that is taken up again writes the same bytes.
  const printed = await format.print(document, startedAt(job), path.basename(target));
  job.signal.throwIfAborted();
  job.report({ phase: 'Writing', done: 0, total: printed.length });
  const placing = { overwrite: input.overwrite, mark: job.jobId, again: job.resumed };
  const folder = input.format === 'openmetadata';
  const [first] = printed;
  if (folder) placeFolder(target, printed, placing);
  else if (first !== undefined) placeFile(target, first.bytes, placing);
  const files = printed.map(({ name, bytes, glossaries, terms }) => ({
    path: folder ? path.join(target, name) : target,
    bytes: bytes.length,
    glossaries,
    terms,
  }));
  return job.write(
    {
      action: 'glossary.exported',
      entity: target,
      details: {
        format: input.format,
        staged: input.staged,
        files: files.length,
        glossaries: document.glossaries.length,
        terms: termsOf(document),
      },
    },
    () => ({ files, losses: format.losses(document) }),
  );
}

/** The glossaries meant, owned by projects by name where a name is one project's only. */
function chosenGlossaries(db: Db, { glossaryIds, staged }: Chosen): GlossaryDocument {
  const { glossaries } = heldGlossaries(db, glossaryIds, staged);
  const unknown = (glossaryIds ?? []).filter((id) => !glossaries.some((glossary) => glossary.id === id));
  if (unknown.length > 0)
    throw new Failure(
      'not_found',
      'E_GLOSSARY_UNKNOWN',
      unknown.length === 1 ? 'There is no such glossary.' : `${unknown.length} of these glossaries are not here.`,
      'Look at the list of glossaries, or pull again.',
      { glossaryId: unknown[0] ?? '' },
    );
  const named = Map.groupBy(
    db.prepare<[], { id: string; name: string }>('SELECT id, name FROM remote_project').all(),
    ({ name }) => name,
  );
  const names = new Map([...named].flatMap(([name, [one, another]]) => (one && !another ? [[one.id, name]] : [])));
  return documentOf(
    glossaries.map((glossary) => ({ ...glossary, project: names.get(glossary.project ?? '') ?? glossary.project })),
  );
}

/** The full path; refuses the workspace itself and what lies beside it under its name. */
function targetOf(named: string, workspace: string | null): string {
  if (named.includes('\0'))
    throw new Failure('invalid', 'E_PATH', 'The path contains a NUL character.', 'Type the path again.');
  const target = path.resolve(named);
  if (workspace !== null && target.startsWith(workspace))
    throw new Failure(
      'invalid',
      'E_EXPORT_PATH',
      'This is the workspace itself.',
      'Choose another name for what is exported.',
    );
  return target;
}

const startedAt = (job: JobContext): string =>
  String(job.db.prepare('SELECT started_at FROM job WHERE id = ?').pluck().get(job.jobId));

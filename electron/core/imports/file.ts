import fs from 'node:fs';
import path from 'node:path';
import { isErrno } from '../db/open.ts';
import { Failure } from '../failure.ts';

export interface Chosen {
  path: string;
  /** Its own name, without the folder. */
  file: string;
  size: number;
}

/** The file a person named. Refuses (`E_IMPORT_FILE`, `E_IMPORT_EMPTY`) what is not a file with something in it. */
export function chosenFile(named: string): Chosen {
  if (named.includes('\0'))
    throw new Failure('invalid', 'E_PATH', 'The path contains a NUL character.', 'Type the path again.');
  const full = path.resolve(named);
  let stat: fs.Stats;
  try {
    stat = fs.statSync(full);
    fs.accessSync(full, fs.constants.R_OK);
  } catch (error) {
    if (isErrno(error, 'EACCES') || isErrno(error, 'EPERM'))
      throw new Failure('denied', 'E_IMPORT_FILE', `You may not read “${full}”.`, 'Ask for the right to read it.');
    throw new Failure('not_found', 'E_IMPORT_FILE', `There is no file “${full}”.`, 'Check the path.');
  }
  // A pipe or a device would be waited for without end.
  if (!stat.isFile())
    throw new Failure(
      'invalid',
      'E_IMPORT_FILE',
      `“${full}” is not a file.`,
      'Choose a file, not a folder or a device.',
    );
  if (stat.size === 0)
    throw new Failure('invalid', 'E_IMPORT_EMPTY', `“${full}” is empty.`, 'Check that it was written to its end.');
  return { path: full, file: path.basename(full), size: stat.size };
}

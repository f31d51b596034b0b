import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { mediaType, pageFile } from '#shared/page-security.ts';

export interface PageFile {
  type: string;
  bytes: Buffer;
}

/** The file of the built page that a request path asks for; null for whatever is not one of them. */
export async function readPageFile(page: string, requestPath: string): Promise<PageFile | null> {
  const name = pageFile(requestPath);
  const type = name === null ? null : mediaType(name);
  if (name === null || type === null) return null;
  try {
    const root = await realpath(page);
    const path = await realpath(join(root, name));
    // A link inside the folder may still lead out of it.
    if (!path.startsWith(root + sep)) return null;
    return { type, bytes: await readFile(path) };
  } catch {
    return null;
  }
}

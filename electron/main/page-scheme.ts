import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { protocol } from 'electron';
import { isPage } from './page-origin.ts';
import { mediaType, PAGE_SCHEME, pageFile, pageHeaders } from '#shared/page-security.ts';

/** Before `ready`: the scheme behaves like https, and is granted nothing beyond what a page of its own needs. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page, and nothing beside it, under `app://console`. */
export function handlePageScheme(page: string): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    if (!isPage(request.url)) return answer(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405);
    const found = await read(page, rawPath(request.url));
    return found ? answer(200, found.type, found.bytes) : answer(404);
  });
}

/** The path as it was written: `URL` would already have resolved the dots that must be refused. */
function rawPath(url: string): string {
  return /^[^:]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] || '/';
}

async function read(page: string, path: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | null> {
  const name = pageFile(path);
  const type = name === null ? null : mediaType(name);
  if (name === null || type === null) return null;
  try {
    const root = await realpath(page);
    const file = await realpath(join(root, name));
    // A link inside the folder may still lead out of it.
    if (!file.startsWith(root + sep)) return null;
    return { type, bytes: await readFile(file) };
  } catch {
    return null;
  }
}

function answer(status: number, type?: string, bytes?: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes ?? null, {
    status,
    headers: { ...pageHeaders(), ...(type ? { 'Content-Type': type } : {}) },
  });
}

import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LIMITS } from './limits.ts';

const PIECE = 256 * 1024;

/** Why a file cannot be read on, in words. */
export class Unreadable extends Error {
  readonly kind: 'invalid' | 'not_found' | 'denied' | 'conflict';
  readonly code: string;
  readonly next: string;

  constructor(kind: Unreadable['kind'], code: string, message: string, next: string) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.next = next;
  }
}

/** SHA-256 of all of its bytes, in hex. `told` is called with the bytes behind it. */
export async function hashOf(file: FileHandle, told: (read: number) => void): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(4 * PIECE);
  let read = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, read);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
    read += bytesRead;
    told(read);
  }
}

/** The bytes of a file, unpacked where it begins like gzip. A piece is only good until the next one is asked for. */
export class Source {
  readonly #file: FileHandle;
  /** Bytes of the file that were read, packed as they are. */
  read = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Unpacked bytes from `offset` on. Throws `Unreadable` where the packing is damaged or holds too much. */
  async *pieces(offset: number): AsyncGenerator<Uint8Array> {
    const head = Buffer.alloc(2);
    await this.#file.read(head, 0, 2, 0);
    if (head[0] === 0x1f && head[1] === 0x8b) yield* this.#unpacked(offset);
    else yield* this.#plain(offset);
  }

  async *#plain(offset: number): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafe(PIECE);
    this.read = offset;
    for (;;) {
      const { bytesRead } = await this.#file.read(buffer, 0, PIECE, this.read);
      if (bytesRead === 0) return;
      this.read += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** The bytes as they are, each piece in memory of its own: unpacking happens elsewhere, at its own time. */
  async *#copies(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#plain(0)) yield Uint8Array.from(piece);
  }

  async *#unpacked(offset: number): AsyncGenerator<Uint8Array> {
    const packed = Readable.from(this.#copies());
    const unpacked = packed.pipe(createGunzip({ chunkSize: PIECE }));
    packed.on('error', (error) => unpacked.destroy(error));
    let at = 0;
    try {
      for await (const piece of unpacked as AsyncIterable<Buffer>) {
        const skipped = Math.max(0, Math.min(piece.length, offset - at));
        at += piece.length;
        if (at > LIMITS.file)
          throw new Unreadable(
            'invalid',
            'E_IMPORT_TOO_LARGE',
            `Unpacked, the file holds more than ${LIMITS.file / 1024 ** 3} GB.`,
            'Unpack it and split it, if it is what you expect it to be.',
          );
        if (skipped < piece.length) yield piece.subarray(skipped);
      }
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw new Unreadable(
        'invalid',
        'E_IMPORT_DAMAGED',
        'The compressed file is damaged or ends too early.',
        'Get it again from where it came from; nothing of it was taken over.',
      );
    } finally {
      packed.destroy();
    }
  }
}

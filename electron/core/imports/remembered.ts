/** A map that forgets everything when it has grown too large, in entries or in letters: for what can be found again. */
export class Remembered<V> {
  readonly #map = new Map<string, V>();
  readonly #entries: number;
  readonly #letters: number;
  #held = 0;

  constructor(entries = 50_000, letters = 8_000_000) {
    this.#entries = entries;
    this.#letters = letters;
  }

  get(key: string): V | undefined {
    return this.#map.get(key);
  }

  set(key: string, value: V): void {
    if (!this.#map.has(key)) {
      if (this.#map.size >= this.#entries || this.#held + key.length > this.#letters) {
        this.#map.clear();
        this.#held = 0;
      }
      this.#held += key.length;
    }
    this.#map.set(key, value);
  }
}

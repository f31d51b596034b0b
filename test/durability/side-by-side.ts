/** Do all of this, so many at a time; answers in the order of the list. */
export async function sideBySide<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const answers = new Map<number, R>();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next; at < items.length; at = next) {
      next += 1;
      const item = items[at];
      if (item !== undefined) answers.set(at, await work(item));
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return items.flatMap((_, at) => (answers.has(at) ? [answers.get(at) as R] : []));
}

export function onStage<T>(work: (file: string) => Promise<T>, say?: (text: string) => void): Promise<T>;

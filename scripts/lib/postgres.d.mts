export function freePort(): Promise<number>;
export function startPostgres(
  folder: string,
): Promise<{ url: (database: string) => string; stop: () => Promise<void> }>;

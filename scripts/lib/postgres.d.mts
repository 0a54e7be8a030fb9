export function startPostgres(
  folder: string,
  options?: { durable?: boolean },
): Promise<{ url: (database: string) => string; stop: () => Promise<void> }>;

export function startPostgres(
  folder: string,
  options?: { durable?: boolean; port?: number },
): Promise<{ port: number; url: (database: string) => string; stop: () => Promise<void> }>;

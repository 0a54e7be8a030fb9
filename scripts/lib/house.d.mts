export type Closers = (() => unknown)[];

export function openHouse(
  wish: {
    dataDir: string;
    port: number;
    ownerUrl?: string;
    durable?: boolean;
    env?: Record<string, string>;
    say?: (line: string) => void;
  },
  closers: Closers,
): Promise<{ port: number; ownerUrl: string; loginUrl: string; ended: Promise<number | null> }>;

export function closeHouse(closers: Closers): Promise<void>;

type Seat = { filingId: string; version: number; seat: number };

/** Where the drawing of a signature lies sealed, from when it was given until it stands in the file. */
export function handPlace({ filingId, version, seat }: Seat): string {
  return `signatures:${filingId}:${version}:${seat}`;
}

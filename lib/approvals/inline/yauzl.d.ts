/** yauzl 3 has no types of its own; this is what is used of it here. */
declare module "yauzl" {
  import type { EventEmitter } from "node:events";
  import type { Readable } from "node:stream";

  export type Entry = {
    fileName: string;
    uncompressedSize: number;
    externalFileAttributes: number;
    isEncrypted(): boolean;
  };
  export class ZipFile extends EventEmitter {
    entryCount: number;
    readEntry(): void;
    openReadStream(entry: Entry, callback: (error: Error | null, stream: Readable) => void): void;
    close(): void;
  }
  type Options = { lazyEntries: true; strictFileNames: true; validateEntrySizes: true };
  const yauzl: {
    fromBuffer(buffer: Buffer, options: Options, callback: (error: Error | null, zip: ZipFile) => void): void;
  };
  export default yauzl;
}

import { createHash } from "node:crypto";
import { readFile, type StoredFile } from "@/lib/dossier/files";
import type { Content } from "@/lib/ports/filing-channel/channel";
import { log } from "@/lib/ports/log";
import { FileDamaged } from "@/lib/ports/storage";
import { plainName } from "./file-name";

/**
 * The bytes of each file, if they are what they were when it was approved; null, and an alarm, when one is not.
 * @throws when one cannot be read now: a disk that is away for a moment changed nothing
 */
export async function intact(files: StoredFile[]): Promise<Content[] | null> {
  const contents: Content[] = [];
  for (const file of files) {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of await readFile(file)) pieces.push(piece as Buffer);
    } catch (error) {
      if (!(error instanceof FileDamaged)) throw error;
      log().error({ alarm: "file-changed", err: error, file: file.id }, "a stored file is damaged");
      return null;
    }
    const bytes = Buffer.concat(pieces);
    if (createHash("sha256").update(bytes).digest("hex") !== file.sha256) {
      log().error({ alarm: "file-changed", file: file.id }, "a stored file is not what it was");
      return null;
    }
    contents.push({ mimeType: file.mime, fileName: plainName(file.name), bytes });
  }
  return contents;
}

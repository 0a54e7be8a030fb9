import { expect } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { findFile, readFile } from "@/lib/dossier/files";
import { type VerifiedFile, verifyFile } from "@/lib/pades/verify-file";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { collected } from "@/lib/shared/collected";
import type { Owner } from "../database";

/** The bytes of a stored file, and what it is called. */
export async function storedFile(firmId: string, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const file = await inScope(systemOf(firmId, "test"), (ctx) => findFile(ctx, id));
  const bytes = file && (await collected(await readFile(file), file.bytes));
  if (!file || !bytes) throw new Error("No such file");
  return { name: file.name, bytes };
}

/** The rows of the file after each signature, the oldest first. */
export async function revisionsOf(owner: Owner, id: string) {
  return (
    await owner`select * from signing_revisions where filing_id = ${id} order by version, revision`
  ).slice();
}

/** The rows of the signatures that were given, by seat. */
export async function signaturesOf(owner: Owner, id: string) {
  return (await owner`select * from signatures where filing_id = ${id} order by version, seat`).slice();
}

/** The newest file of a document, and what is said of its signatures. */
export async function newestOf(
  owner: Owner,
  id: string,
): Promise<{ bytes: Uint8Array; name: string; report: VerifiedFile }> {
  const [row] = await owner`select v.firm_id, coalesce((select r.file_id from signing_revisions r
    where r.filing_id = v.filing_id and r.version = v.version order by r.revision desc limit 1), v.attachment_file_id) as file
    from filing_versions v where v.filing_id = ${id} order by v.version desc limit 1`;
  const file = await storedFile(row?.firm_id, row?.file);
  const { signers, timestamps } = await trustedRoots();
  return { ...file, report: await verifyFile(file.bytes, signers, new Date(), timestamps) };
}

/** Every signature holds, is trusted, and nothing was done since but to sign. */
export function expectSound({ signatures }: VerifiedFile): void {
  for (const { field, verdict, distrust, changes } of signatures)
    expect({ field, verdict, distrust, bad: changes.filter(({ allowed }) => !allowed) }).toEqual({
      ...{ field, verdict: "valid", distrust: null, bad: [] },
    });
}

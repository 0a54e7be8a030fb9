import { and, eq, inArray } from "drizzle-orm";
import { filingAnnexes, filingVersions } from "@/db/schema/approvals";
import { files } from "@/db/schema/files";
import type { Scoped } from "@/db/scope";
import type { Staff, System } from "@/lib/access/actor";
import { hideSigned } from "./signing/keep";

/** Moves every file and figure of a document, of each of its versions, to where no client has a right (D5). */
export async function hideFiles(ctx: Scoped<Staff | System>, filingId: string): Promise<void> {
  const { firmId } = ctx.actor;
  const ofFiling = and(eq(filingVersions.firmId, firmId), eq(filingVersions.filingId, filingId));
  const versions = await ctx.db
    .update(filingVersions)
    .set({ stream: "withdrawn" })
    .where(ofFiling)
    .returning({ attachment: filingVersions.attachmentFileId, data: filingVersions.dataFileId });
  const ofThis = and(eq(filingAnnexes.firmId, firmId), eq(filingAnnexes.filingId, filingId));
  const annexes = await ctx.db.select({ annex: filingAnnexes.fileId }).from(filingAnnexes).where(ofThis);
  const gone = [
    ...versions.flatMap(({ attachment, data }) => (data ? [attachment, data] : [attachment])),
    ...annexes.map(({ annex }) => annex),
    ...(await hideSigned(ctx, filingId)),
  ];
  await ctx.db
    .update(files)
    .set({ stream: "withdrawn" })
    .where(and(eq(files.firmId, firmId), inArray(files.id, gone)));
}

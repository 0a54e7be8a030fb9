import { and, eq } from "drizzle-orm";
import { staffMembers } from "@/db/schema/identity";
import { organisations } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { ContactPerson } from "./shapes";

/** The firm's contact person for an organisation; null when none has been set. */
export async function contactPerson(ctx: Scoped, organisationId: string): Promise<ContactPerson | null> {
  const [row] = await ctx.db
    .select({
      id: staffMembers.accountId,
      name: staffMembers.name,
      jobTitle: staffMembers.jobTitle,
      availability: staffMembers.availability,
      phone: staffMembers.phone,
      photoFileId: staffMembers.photoFileId,
    })
    .from(organisations)
    .innerJoin(
      staffMembers,
      and(
        eq(staffMembers.firmId, organisations.firmId),
        eq(staffMembers.accountId, organisations.relationshipManagerId),
      ),
    )
    .where(and(eq(organisations.firmId, ctx.actor.firmId), eq(organisations.id, organisationId)));
  if (!row) return null;
  const { photoFileId, ...person } = row;
  return { ...person, photo: photoFileId ? `/foto/${photoFileId}` : null };
}

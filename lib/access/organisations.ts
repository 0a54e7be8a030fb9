import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { filingApprovers, filings } from "@/db/schema/approvals";
import { staffMembers } from "@/db/schema/identity";
import { memberships, organisations } from "@/db/schema/organisations";
import { inScope } from "@/db/scope";
import type { Session } from "./session";

/**
 * An organisation as the switcher shows it. `openTasks` counts what waits for this person's decision and can be decided
 * now, `ready` what this person wants to approve and has not sent yet: that waits as well (F13).
 */
export type OrganisationChoice = {
  id: string;
  slug: string;
  name: string;
  kind: "company" | "person";
  kvkNumber: string | null;
  /** The streams that this person may see here, and those in which this person decides. */
  streams: string[];
  approves: string[];
  openTasks: number;
  ready: number;
  /** The firm's person for it; null when none has been set. */
  contact: ContactPerson | null;
};

/** `photo` is a path on this host, or null. */
export type ContactPerson = {
  id: string;
  name: string;
  jobTitle: string;
  availability: string | null;
  phone: string | null;
  photo: string | null;
};

/** Everything this client may act for, by name, with what waits there for this person. One statement. */
export async function organisationsOf(session: Session): Promise<OrganisationChoice[]> {
  const actor = {
    kind: "client",
    firmId: session.firmId,
    accountId: session.accountId,
    reach: "memberships",
  } as const;
  const mine = (
    turn: SQL,
  ) => sql<number>`(select count(*)::int from ${filings} where ${filings.firmId} = ${organisations.firmId}
    and ${filings.organisationId} = ${organisations.id} and ${filings.state} in ('open', 'readyToSend') and ${filings.waitsFor} is null
    and ${filings.stream} = any(${memberships.approves})
    and exists (select 1 from ${filingApprovers} s where s.firm_id = ${filings.firmId} and s.filing_id = ${filings.id}
      and s.version = ${filings.version} and (s.account_id is null or s.account_id = ${session.accountId}) and ${turn}))`;
  const rows = await inScope(actor, ({ db }) =>
    db
      .select({
        id: organisations.id,
        slug: organisations.slug,
        name: organisations.name,
        kind: organisations.kind,
        kvkNumber: organisations.kvkNumber,
        streams: memberships.streams,
        approves: memberships.approves,
        openTasks: mine(
          sql`(s.turn = 'asked' or (s.turn = 'readyToSend' and s.acted_by <> ${session.accountId}))`,
        ),
        ready: mine(sql`s.turn = 'readyToSend' and s.acted_by = ${session.accountId}`),
        contact: {
          id: staffMembers.accountId,
          name: staffMembers.name,
          jobTitle: staffMembers.jobTitle,
          availability: staffMembers.availability,
          phone: staffMembers.phone,
          photoFileId: staffMembers.photoFileId,
        },
      })
      .from(memberships)
      .innerJoin(
        organisations,
        and(eq(organisations.firmId, memberships.firmId), eq(organisations.id, memberships.organisationId)),
      )
      .leftJoin(
        staffMembers,
        and(
          eq(staffMembers.firmId, organisations.firmId),
          eq(staffMembers.accountId, organisations.relationshipManagerId),
        ),
      )
      .where(and(eq(memberships.firmId, session.firmId), eq(memberships.accountId, session.accountId)))
      .orderBy(asc(organisations.name)),
  );
  return rows.map(({ contact, ...row }) => ({ ...row, contact: contact && withPhoto(contact) }));
}

function withPhoto({
  photoFileId,
  ...person
}: Omit<ContactPerson, "photo"> & { photoFileId: string | null }) {
  return { ...person, photo: photoFileId ? `/foto/${photoFileId}` : null };
}

/** Holds the slug of the organisation that was looked at last. */
export const organisationCookie = "__Host-organisatie";

/** Which organisation an address without one leads to. Whatever a cookie says, only one of one's own. */
export function activeOf(
  session: Session,
  organisations: OrganisationChoice[],
  last: string | undefined,
): OrganisationChoice | null {
  return (
    organisations.find(({ slug }) => slug === last) ??
    organisations.find(({ id }) => id === session.preferredOrganisationId) ??
    organisations[0] ??
    null
  );
}

import { asc } from "drizzle-orm";
import { myChoices } from "@/db/schema/choices";
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
export async function organisationsOf({ firmId, accountId }: Session): Promise<OrganisationChoice[]> {
  const actor = { kind: "client", firmId, accountId, reach: "memberships" } as const;
  const rows = await inScope(actor, ({ db }) => db.select().from(myChoices).orderBy(asc(myChoices.name)));
  return rows.map(({ contactId, contactName, jobTitle, availability, phone, photoFileId, ...choice }) => ({
    ...choice,
    contact:
      contactId && contactName && jobTitle !== null
        ? {
            ...{ id: contactId, name: contactName, jobTitle, availability, phone },
            photo: photoFileId && `/foto/${photoFileId}`,
          }
        : null,
  }));
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

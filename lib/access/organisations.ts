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

/** Holds the slug of the organisation that was looked at last. */
export const organisationCookie = "__Host-organisatie";

type Reach = { organisations: OrganisationChoice[]; preferredOrganisationId: string | null };

/** Which organisation an address without one leads to. Whatever a cookie says, only one of one's own. */
export function activeOf(
  { organisations, preferredOrganisationId }: Reach,
  last: string | undefined,
): OrganisationChoice | null {
  return (
    organisations.find(({ slug }) => slug === last) ??
    organisations.find(({ id }) => id === preferredOrganisationId) ??
    organisations[0] ??
    null
  );
}

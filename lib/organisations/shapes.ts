/** An organisation as the switcher shows it; `openTasks` counts what waits for this person. */
export type OrganisationChoice = {
  id: string;
  slug: string;
  name: string;
  kind: "company" | "person";
  kvkNumber: string | null;
  openTasks: number;
};

/** The firm's person for an organisation. `photo` is a path on this host, or null. */
export type ContactPerson = {
  id: string;
  name: string;
  jobTitle: string;
  availability: string | null;
  phone: string | null;
  photo: string | null;
};

/** The firm's person for an organisation. `photo` is a path on this host, or null. */
export type ContactPerson = {
  id: string;
  name: string;
  jobTitle: string;
  availability: string | null;
  phone: string | null;
  photo: string | null;
};

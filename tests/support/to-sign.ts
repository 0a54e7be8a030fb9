import type { Place } from "@/lib/pades/shapes";
import { inPortal, owner } from "./in-portal";
import type { SigningPublication } from "./signing/a-signing";

export type ToSign = Partial<Omit<SigningPublication, "signers" | "where">> & {
  /** Who signs, by address: each in a step of his own, or together where they stand in one list. */
  steps: string[][];
  /** Where each of them signs, by address; on a page that is added when left out. */
  places?: Record<string, Place[]>;
  /** In whose place somebody signs, by the address of who does. */
  deputies?: Record<string, string>;
  /** How many pages the document has. */
  pages?: number;
};

/** Puts a document before those who sign it in the running portal, by the commands that staff use. */
export async function toSign(slug: string, wish: ToSign): Promise<{ id: string; path: string }> {
  const { steps, places, deputies = {}, pages = 1, ...rest } = wish;
  const { found, people, certificates } = await owner(async (sql) => {
    const [organisation] =
      await sql`select o.firm_id, o.id, o.relationship_manager_id as by from organisations o
      where o.slug = ${slug}`;
    const rows = await sql`select id, email, kind from accounts where firm_id = ${organisation?.firm_id}
      and email in ${sql(steps.flat())}`;
    const kept = await sql`select id from signing_certificates where firm_id = ${organisation?.firm_id}
      and account_id is null and removed_at is null`;
    return { found: organisation, people: rows, certificates: kept.length };
  });
  if (!found) throw new Error(`No organisation ${slug}`);
  const staff = {
    kind: "staff",
    firmId: found.firm_id,
    accountId: found.by,
    role: "administrator",
    reach: "firm",
  } as const;
  const id = await inPortal(async () => {
    const { aSigner, aSigning, aSigningCertificate } = await import("./signing/a-signing");
    const { aReport } = await import("./signing/a-report");
    const signers = steps.flatMap((together, step) =>
      together.map((email) => {
        const person = people.find((one) => one.email === email);
        if (!person) throw new Error(`Nobody is called ${email}`);
        return aSigner(person.id, {
          step,
          party: person.kind === "staff" ? "accountant" : "client",
          places: places?.[email] ?? [],
          deputyFor: deputies[email] ?? null,
        });
      }),
    );
    // What the firm signs with; without it nobody's signature comes into the file.
    if (certificates === 0) await aSigningCertificate(found.firm_id, found.by);
    const pdf = rest.pdf ?? (await aReport(rest.label ?? "Jaarrekening", pages));
    return aSigning(staff, found.id, { ...rest, pdf, signers, where: places ? "placed" : "page" });
  });
  return { id, path: `/o/${slug}/accordering/${id}` };
}

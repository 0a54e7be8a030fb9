import type { Publication } from "@/lib/approvals/publication";
import { inPortal, owner } from "./in-portal";

export type DocumentWish = Partial<Omit<Publication, "approvers">> & {
  /** Whose approval is needed, by address; of anybody with the right when left out. */
  approvers?: string[];
  /** A page of HTML to read, in place of a PDF. */
  html?: string;
  /** The XBRL of the accounts. */
  xbrl?: string;
};
export type ADocument = { id: string; path: string };

/**
 * Puts a document before a client of the running portal, by the commands that staff use; a dividend return unless told.
 */
export async function aDocument(slug: string, wish: DocumentWish = {}): Promise<ADocument> {
  const { approvers, html, xbrl, ...rest } = wish;
  const { organisation, people } = await owner(async (sql) => {
    const [found] = await sql`select o.firm_id, o.id, a.id as by from organisations o
      join accounts a on a.firm_id = o.firm_id and a.id = o.relationship_manager_id where o.slug = ${slug}`;
    const rows = await sql`select id from accounts where firm_id = ${found?.firm_id}
      and email in ${sql(approvers ?? [""])}`;
    return { organisation: found, people: rows.map(({ id }) => id as string) };
  });
  if (!organisation) throw new Error(`No organisation ${slug}`);
  const staff = {
    kind: "staff",
    firmId: organisation.firm_id,
    accountId: organisation.by,
    role: "administrator",
    reach: "firm",
  } as const;
  const id = await inPortal(async () => {
    const { publishTyped } = await import("./documents");
    const { upload } = await import("./uploads");
    const more: Partial<Publication> = {};
    if (html) {
      const page = await upload(staff, organisation.id, "html", Buffer.from(html), "Toelichting.html");
      if (!page.ok) throw new Error(page.reason);
      more.attachment = page.id;
    }
    if (xbrl) {
      const data = await upload(staff, organisation.id, "xbrl", Buffer.from(xbrl), "Stuk.xbrl");
      if (!data.ok) throw new Error(data.reason);
      Object.assign(more, { data: data.id, period: null, typed: {} });
    }
    const done = await publishTyped(staff, organisation.id, {
      ...rest,
      ...more,
      ...(approvers ? { approvers: people } : {}),
    });
    if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
    return done.id;
  });
  return { id, path: `/o/${slug}/accordering/${id}` };
}

/** Staff withdraw a document. */
export async function withdraw({ id }: ADocument, reason: string): Promise<void> {
  const [row] = await owner(
    (sql) => sql`select f.firm_id, o.relationship_manager_id as by from filings f
      join organisations o on o.firm_id = f.firm_id and o.id = f.organisation_id where f.id = ${id}`,
  );
  if (!row) throw new Error("There is no such document");
  const staff = {
    kind: "staff",
    firmId: row.firm_id,
    accountId: row.by,
    role: "administrator",
    reach: "firm",
  } as const;
  await inPortal(async () => {
    const { inScope } = await import("@/db/scope");
    const { withdrawFiling } = await import("@/lib/approvals/office");
    const done = await inScope(staff, (ctx) => withdrawFiling(ctx, id, reason));
    if (!done.ok) throw new Error(done.reason);
  });
}

import type { ReturnWish } from "@/db/demo/returns";
import { inPortal, owner } from "./in-portal";

/**
 * Puts a VAT return before a client of the running portal, made by the same commands that staff use.
 * @param period e.g. "2025-03"; another for each test, so that tests that run together do not meet
 */
export async function aTask(slug: string, period: string): Promise<{ id: string; path: string }> {
  const [found] = await owner(
    (sql) => sql`select o.firm_id, o.id, o.name, o.relationship_manager_id as by, f.name as firm
      from organisations o join firms f on f.id = o.firm_id where o.slug = ${slug}`,
  );
  if (!found) throw new Error(`No organisation ${slug}`);
  const obNumbers: Record<string, string> = {
    "bakkerij-de-korenaar": "001000056B01",
    "de-korenaar-vastgoed": "001000044B37",
  };
  const [year = 0, month = 0] = period.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const wish: ReturnWish = {
    firmId: found.firm_id,
    firmName: found.firm,
    organisationId: found.id,
    organisationName: found.name,
    obNumber: obNumbers[slug] ?? "",
    period: { start: `${period}-01`, end: `${period}-${lastDay}` },
    boxes: { "1a": { turnover: 1_000_000, vat: 210_000 }, "5b": { vat: 50_000 } },
    publishedOn: new Date().toISOString().slice(0, 10),
    by: found.by,
  };
  const id = await inPortal(async () => (await import("@/db/demo/returns")).aVatReturn(wish));
  return { id, path: `/o/${slug}/accordering/${id}` };
}

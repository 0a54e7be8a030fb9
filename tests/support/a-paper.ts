import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { Publication } from "@/lib/approvals/publication";
import { publishFiling } from "@/lib/approvals/publish";
import { recordUpload } from "@/lib/dossier/files";
import { newId } from "@/lib/shared/ids";
import { aPublication } from "./uploads";

/**
 * Publishes a dividend return of which nobody will read the PDF: its row stands there without bytes. For tests of who
 * hears what and when.
 */
export async function aPaper(
  actor: Staff,
  organisationId: string,
  wish: Partial<Publication> = {},
): Promise<string> {
  const id = newId();
  const publication: Publication = {
    ...aPublication(organisationId, { pdf: id, xbrl: "" }),
    stream: "dividendTax",
    data: null,
    period: { start: "2026-11-02", end: "2026-11-02" },
    typed: { distribution: 1_000_000, dividendTax: 150_000 },
    approveBy: "2026-12-09",
    fileBy: "2026-12-11",
    confirmed: [
      "duplicate-period",
      "period-in-future",
      "period-old",
      "deadline-passed",
      "approval-day-passed",
    ],
    ...wish,
  };
  const published = await inScope(actor, async (ctx) => {
    await recordUpload(ctx, {
      id,
      organisationId,
      accountId: actor.accountId,
      kind: "pdf",
      name: "Stuk.pdf",
      mime: "application/pdf",
      pages: 1,
      reading: null,
      stored: { storageKey: newId(), bytes: 1, sha256Hex: "00", fileKey: Buffer.alloc(32) },
    });
    return publishFiling(ctx, publication, { accountId: actor.accountId });
  });
  if (!published.ok) throw new Error(`It was refused: ${published.reason}`);
  return published.id;
}

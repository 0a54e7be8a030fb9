import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import type { Publication } from "@/lib/approvals/publication";
import { type Published, publishFiling } from "@/lib/approvals/publish";
import { now, setClock } from "@/lib/ports/clock";
import type { Owner } from "./database";
import type { Task } from "./returns";
import { aPdf, aPublication, upload } from "./uploads";

/** What is typed where no file says it, for a stream that takes no XBRL. */
const dividend: Partial<Publication> = {
  stream: "dividendTax",
  data: null,
  period: { start: "2026-11-02", end: "2026-11-02" },
  typed: { distribution: 10_000_00, dividendTax: 1_500_00 },
  approveBy: "2026-11-30",
  fileBy: "2026-12-02",
};

/** Puts a document that needs no XBRL before an organisation, by the command that staff use; a dividend return unless told. */
export async function publishTyped(
  actor: Staff,
  organisationId: string,
  wish: Partial<Publication> = {},
): Promise<Published> {
  const pdf = await upload(actor, organisationId, "pdf", await aPdf(`Stuk ${Math.random()}`), "Stuk.pdf");
  if (!pdf.ok) throw new Error(pdf.reason);
  const publication = {
    ...aPublication(organisationId, { pdf: pdf.id, xbrl: "" }),
    ...dividend,
    confirmed: [
      "duplicate-period",
      "period-in-future",
      "period-old",
      "deadline-passed",
      "approval-day-passed",
    ],
    ...wish,
  };
  return inScope(actor, (ctx) => publishFiling(ctx, publication, { accountId: actor.accountId }));
}

/** The same, where a refusal would be a fault of the test. */
export async function aDocument(
  actor: Staff,
  organisationId: string,
  wish: Partial<Publication> = {},
): Promise<Task> {
  const done = await publishTyped(actor, organisationId, wish);
  if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
  return { id: done.id, firmId: actor.firmId, organisationId };
}

/** The same, put before them yesterday: for what can only be done after the day of publication. */
export async function aDocumentOfYesterday(...wish: Parameters<typeof aDocument>): Promise<Task> {
  const yesterday = new Date(now().getTime() - 86_400_000);
  setClock(() => yesterday);
  try {
    return await aDocument(...wish);
  } finally {
    setClock(null);
  }
}

/** So many more like this one, each with everything that belongs to it and published a minute before the last. */
export async function manyLike(owner: Owner, like: Task, count: number): Promise<void> {
  await owner.begin(async (sql) => {
    await sql`set constraints all deferred`;
    await sql`create temporary table copies on commit drop as
      select gen_random_uuid() as copy, n from generate_series(1, ${count}) n`;
    await sql`insert into filings select (jsonb_populate_record(f, jsonb_build_object('id', copy,
      'reference', f.reference || '-' || n, 'published_at', f.published_at - n * interval '1 minute'))).*
      from filings f, copies where f.id = ${like.id}`;
    for (const table of ["filing_versions", "filing_approvers"])
      await sql`insert into ${sql(table)} select (jsonb_populate_record(x, jsonb_build_object('filing_id', copy))).*
        from ${sql(table)} x, copies where x.filing_id = ${like.id}`;
  });
}

import type { ProgramEvent } from "@/db/schema/webhooks";
import type { FilingReport } from "@/lib/approvals/report";

type Told = Omit<FilingReport, "decisions"> & {
  decisions: Omit<FilingReport["decisions"][number], "reason">[];
  /** Where staff see it, in the firm's own portal. */
  url: string;
};

/** The body of a message, as Standard Webhooks has it. It is written once: every try sends the same bytes. */
export function messageOf(type: ProgramEvent, at: Date, report: FilingReport, origin: string): string {
  const { decisions, ...rest } = report;
  const data: Told = {
    ...rest,
    // The words of a rejection may say anything about anybody: they are read in the portal.
    decisions: decisions.map(({ reason: _, ...decision }) => decision),
    url: `${origin}/admin/stukken/${report.id}`,
  };
  return JSON.stringify({ type, timestamp: at.toISOString(), data });
}

/** What "Proefbericht sturen" sends: of a type of its own, so that no program takes it for an approval. */
export function testMessageOf(at: Date, origin: string): string {
  const data = { url: `${origin}/admin/instellingen/koppelingen` };
  return JSON.stringify({ type: "portal.test", timestamp: at.toISOString(), data });
}

import { type Line, Paper } from "@/lib/pdf/paper";
import { formatDay, type PlainDate } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";

export type DocumentOnPaper = {
  /** Who sends it: the firm, or the tax authority. */
  sender: string;
  title: string;
  /** The small line at the top right, such as "Concept ter goedkeuring". */
  kind: string;
  organisationName: string;
  date: PlainDate;
  /** Sentences before the figures, one paragraph each. */
  text?: string[];
  /** Cents, or words; the last line that is a total stands out. */
  lines?: { label: string; value: number | string; total?: boolean }[];
  smallPrint?: string[];
};

/** One A4 of any kind: a title, some sentences, figures. Dutch. The same input gives the same bytes. */
export async function documentPdf(input: DocumentOnPaper): Promise<Uint8Array> {
  const { sender, title, kind, organisationName, date, text = [], lines = [], smallPrint = [] } = input;
  const paper = await Paper.open({ title, author: sender, at: new Date(`${date}T09:00:00Z`) });
  paper.letterhead(sender, [kind, formatDay(date, "nl")]);
  paper.heading(title, 15);
  paper.paragraph(organisationName);
  for (const paragraph of text) paper.paragraph(paragraph);
  if (lines.length > 0) paper.table(lines.map(onPaper));
  paper.smallPrint(smallPrint);
  return paper.bytes();
}

function onPaper({ label, value, total }: { label: string; value: number | string; total?: boolean }): Line {
  const amount = typeof value === "number" ? formatEuro(value, "nl", { whole: true }) : value;
  return { label, amounts: [amount], ...(total ? { total } : {}) };
}

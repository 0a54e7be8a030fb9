import { PDF } from "@libpdf/core";
import { vatReturnPdf } from "@/db/demo/documents/vat-return-pdf";

/** The page that goes with a return, as the demo's firms make it. */
export function aReturn(): Promise<Uint8Array> {
  return vatReturnPdf({
    firmName: "Noorderlicht Accountants",
    organisationName: "Bakkerij van Dijk B.V.",
    period: { start: "2026-10-01", end: "2026-10-31" },
    figures: { rows: [{ code: "1a", turnover: 2_450_000, vat: 514_500 }], amount: 514_500 },
    date: "2026-11-20",
  });
}

export async function withPages(count: number): Promise<Uint8Array> {
  const pdf = PDF.create();
  for (let page = 0; page < count; page++) pdf.addPage({ width: 595, height: 842 });
  return pdf.save();
}

/** A password to open it, or one against changes only. */
export async function protectedBy(passwords: {
  userPassword?: string;
  ownerPassword: string;
}): Promise<Uint8Array> {
  const pdf = await PDF.load(await aReturn());
  pdf.setProtection({ ...passwords, permissions: { modify: false } });
  return pdf.save();
}

/**
 * A PDF written by hand: objects 1 and up, of which the first is the catalogue. The table of contents and the
 * lengths are right, whatever the objects say.
 */
export function written(...objects: string[]): Uint8Array {
  let text = "%PDF-1.7\n";
  const offsets = objects.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, "latin1"));
}

export const PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";

import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { SigningWish } from "@/lib/approvals/publication";
import { now } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { signerFromPkcs12 } from "@/lib/ports/signing-key/own-key";
import { addDays, type PlainDate } from "@/lib/shared/dates";
import { keepCertificate } from "@/lib/signing/certificates";
import type { Chronicle } from "./chronicle";
import { documentPdf } from "./documents/document-pdf";
import type { Noorderlicht } from "./noorderlicht";
import { aDocument, type ForWhom, paperOf } from "./publishing";

/** What a firm, or one of its accountants, signs with: a certificate of the demo's own authority, of no legal worth. */
async function aCertificate(
  firmId: string,
  holder: { name: string; organisation?: string; accountId: string | null },
  addedBy: string,
): Promise<void> {
  const { accountId, ...named } = holder;
  const opened = await signerFromPkcs12(await (await demoAuthority()).issue(named, "demo"), "demo", now());
  if (!opened.ok) throw new Error(`A certificate of the story was refused: ${opened.reason}`);
  const { pem, facts } = opened;
  const kept = { ...pem, notAfter: facts.notAfter, accountId, addedBy };
  await inScope(systemOf(firmId, "demo-story"), (ctx) => keepCertificate(ctx, kept));
}

/** The firm's certificate, and Sander's own, of a month before there was anything to sign. */
export function tellCertificates(
  chronicle: Chronicle,
  day: PlainDate,
  { firmId, sander }: Noorderlicht,
): void {
  const organisation = "Noorderlicht Accountants";
  chronicle.on(addDays(day, -40), "09:00", async () => {
    await aCertificate(firmId, { name: organisation, organisation, accountId: null }, sander);
    await aCertificate(firmId, { name: "Sander Hoekstra", organisation, accountId: sander }, sander);
  });
}

/** The accountant first, on his own side, and then these, in any order. */
export function accountantFirst(accountant: string, clients: readonly string[]): SigningWish {
  const signer = { deputyFor: null, mandate: null, places: [] };
  return {
    signers: [
      { ...signer, accountId: accountant, party: "accountant", step: 0 },
      ...clients.map((accountId) => ({ ...signer, accountId, party: "client" as const, step: 1 })),
    ],
    where: "page",
    together: null,
    adopts: false,
  };
}

/** "Opdrachtbevestiging" for next year: waits for Marieke. */
export function tellEngagement(
  chronicle: Chronicle,
  day: PlainDate,
  bakery: ForWhom,
  { marieke }: Noorderlicht,
): void {
  const on = addDays(day, -3);
  const year = Number(day.slice(0, 4)) + 1;
  chronicle.on(on, "10:15", async () => {
    const name = `Opdrachtbevestiging ${year}`;
    const pdf = await documentPdf({
      ...paperOf(bakery, on, "Ter ondertekening"),
      title: name,
      lines: [],
      smallPrint: [
        `Wij stellen uw jaarrekening over ${year} samen en verzorgen uw aangiften.`,
        "Op onze werkzaamheden zijn onze algemene voorwaarden van toepassing.",
      ],
    });
    const signer = { deputyFor: null, mandate: null, places: [], party: "client" as const, step: 0 };
    await aDocument({
      ...bakery,
      stream: "engagementLetter",
      name,
      pdf,
      rest: {
        period: { start: on, end: on },
        label: String(year),
        approveBy: addDays(day, 11),
        signing: {
          signers: [{ ...signer, accountId: marieke }],
          where: "page",
          together: null,
          adopts: false,
        },
      },
    });
  });
}

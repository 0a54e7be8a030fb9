import { creditReportXbrl, filingAccountsXbrl } from "@/db/demo/documents/accounts-xbrl";
import type { ChannelSettings } from "@/db/schema/delivery";
import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import type { Publication } from "@/lib/approvals/publication";
import { publishFiling } from "@/lib/approvals/publish";
import { type ChannelStream, saveChannel } from "@/lib/delivery/channels";
import { configFor } from "./digipoort/client";
import type { DigipoortServer } from "./digipoort-server";
import type { Task } from "./returns";
import { aPdf, aPublication, upload } from "./uploads";

/** Lets a firm deliver publicatiestukken to the stand-in. */
export function connect(firmId: string, server: DigipoortServer, timeoutMs = 3000): Promise<void> {
  return setUp(firmId, server, { stream: "filingAccounts", recipient: "" }, { timeoutMs });
}

/** Lets it deliver credit reports to a bank, which the stand-in plays too: a recipient has to be named to it. */
export function connectBank(firmId: string, server: DigipoortServer, bank: string): Promise<void> {
  const recipient = { number: "00000001123456780000", type: "OIN", role: "Bank" };
  return setUp(
    firmId,
    server,
    { stream: "creditReport", recipient: bank },
    { messageType: "Kredietrapportage", role: "Bedrijf", recipient, terminalCode: "400" },
  );
}

async function setUp(
  firmId: string,
  server: DigipoortServer,
  which: { stream: ChannelStream; recipient: string },
  more: Partial<ChannelSettings>,
): Promise<void> {
  const config = configFor(server);
  await inScope(systemOf(firmId, "test"), (ctx) =>
    saveChannel(ctx, {
      ...which,
      certificate: config.clientCertificate.certificate,
      key: config.clientCertificate.key,
      settings: {
        deliverUrl: config.deliverUrl,
        statusUrl: config.statusUrl,
        messageType: "Jaarrekening_AV",
        identityType: "kvk",
        role: "Intermediair",
        authorisationAddress: "http://geenausp.nl",
        signatureAlgorithm: config.signatureAlgorithm,
        digestAlgorithm: config.digestAlgorithm,
        timestampTtlSeconds: config.timestampTtlSeconds,
        timeoutMs: 3000,
        serverCa: config.serverCa ?? "",
        trusted: {
          authorities: config.trustedResponseSigners.authorities ?? "",
          subjectSerialNumbers: [...(config.trustedResponseSigners.subjectSerialNumbers ?? [])],
        },
        terminalCode: "500",
        ...more,
      },
    }),
  );
}

/** Says nothing of a day of adoption, unless told to. */
export const sentXbrl = (year: number, adoptedOn?: string) =>
  Buffer.from(
    filingAccountsXbrl({
      kvkNumber: "12345678",
      name: "Bakkerij De Korenaar B.V.",
      year,
      size: "klein",
      balanceTotal: 412_000_00,
      equity: 120_500_00,
      ...(adoptedOn ? { adoptedOn } : {}),
    }),
  );

/** A credit report of the bakery for a bank, as staff say it in the form; every question but one about the bank answered. */
export async function reportFor(
  actor: Staff,
  organisationId: string,
  bank: string,
  year: number,
): Promise<Publication> {
  const accounts = {
    ...{ kvkNumber: "12345678", name: "Bakkerij De Korenaar B.V.", year, size: "klein" as const },
    ...{ balanceTotal: 412_000_00, equity: 120_500_00 },
  };
  const pdf = await upload(
    actor,
    organisationId,
    "pdf",
    await aPdf(`Krediet ${bank} ${year}`),
    "Krediet.pdf",
  );
  const data = await upload(
    actor,
    organisationId,
    "xbrl",
    Buffer.from(creditReportXbrl(accounts)),
    "Krediet.xbrl",
  );
  if (!pdf.ok || !data.ok) throw new Error(`Refused: ${JSON.stringify([pdf, data])}`);
  return {
    ...aPublication(organisationId, { pdf: pdf.id, xbrl: data.id }),
    ...{ stream: "creditReport", label: bank, details: { bank }, confirmed: everyQuestion },
  };
}

/** Publicatiestukken of the bakery, open; another year for each test. */
export async function publicationOf(
  actor: Staff,
  organisationId: string,
  year: number,
  file: Buffer = sentXbrl(year),
  name = "Publicatie.xbrl",
  more: Partial<ReturnType<typeof aPublication>> = {},
  annexName = "handtekening.xml",
): Promise<Task> {
  const pdf = await upload(actor, organisationId, "pdf", await aPdf(`Publicatie ${year}`), "Publicatie.pdf");
  const data = await upload(actor, organisationId, "xbrl", file, name);
  const annex = await upload(
    actor,
    organisationId,
    "annex",
    Buffer.from("<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>"),
    annexName,
  );
  if (!pdf.ok || !data.ok || !annex.ok) throw new Error(`Refused: ${JSON.stringify([pdf, data, annex])}`);
  const publication = {
    ...aPublication(organisationId, { pdf: pdf.id, xbrl: data.id }),
    stream: "filingAccounts" as const,
    annexes: [annex.id],
    confirmed: everyQuestion,
    ...more,
  };
  const done = await inScope(actor, (ctx) => publishFiling(ctx, publication, { accountId: actor.accountId }));
  if (!done.ok) throw new Error(JSON.stringify(done));
  return { id: done.id, firmId: actor.firmId, organisationId };
}

const everyQuestion = [
  ...[
    "period-in-future",
    "period-old",
    "deadline-passed",
    "approval-day-passed",
    "duplicate-period",
    "no-number-on-file",
  ],
  ...["figures-missing", "unknown-figures", "taxonomy-of-another-year", "odd-period"],
  ...["whole-accounts", "publication-alone", "form-unsaid"],
];

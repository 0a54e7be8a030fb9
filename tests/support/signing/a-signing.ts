import { inScope } from "@/db/scope";
import { type Client, type Staff, systemOf } from "@/lib/access/actor";
import type { Deciding, Session } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { type Decided, decide } from "@/lib/approvals/decide";
import type { Publication, Signatory, SigningWish } from "@/lib/approvals/publication";
import { draftPlace, handInput, sealHand } from "@/lib/approvals/signing/hand";
import type { Hand } from "@/lib/pades/shapes";
import { now } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { signerFromPem, signerFromPkcs12 } from "@/lib/ports/signing-key/own-key";
import { pemOf } from "@/lib/shared/pem";
import { keepCertificate } from "@/lib/signing/certificates";
import { type PublishedToSign, publishToSign } from "@/lib/staff/publish-to-sign";
import type { Owner } from "../database";
import { clientAt, deliver, facts, firm, mobiles, readSms, type Slug } from "../people";
import { aPdf, aPublication, upload } from "../uploads";
import { aCertificate } from "./people";

/** Somebody who signs: a client in the first step, unless told otherwise. */
export function aSigner(accountId: string, more: Partial<Signatory> = {}): Signatory {
  return { accountId, party: "client", step: 0, deputyFor: null, mandate: null, places: [], ...more };
}

export type SigningPublication = Partial<Omit<Publication, "signing">> & {
  signers: Signatory[];
  where?: SigningWish["where"];
  together?: string | null;
  adopts?: boolean;
  /** Beside what no test of signing is about. */
  alsoConfirmed?: string[];
  pdf?: Uint8Array;
};

/** Puts annual accounts before those who sign them, by the command that staff use: a real PDF with real fields. */
export async function publishSigning(
  actor: Staff,
  organisationId: string,
  {
    signers,
    where = "page",
    together = null,
    adopts = false,
    alsoConfirmed = [],
    pdf,
    ...wish
  }: SigningPublication,
): Promise<PublishedToSign> {
  const bytes = pdf ?? (await aPdf(`Jaarrekening ${Math.random()}`));
  const taken = await upload(actor, organisationId, "pdf", bytes, "Jaarrekening.pdf");
  if (!taken.ok) throw new Error(`The PDF was refused: ${taken.reason}`);
  const publication = {
    ...aPublication(organisationId, { pdf: taken.id, xbrl: "" }),
    stream: "annualAccounts" as const,
    data: null,
    period: { start: "2025-01-01", end: "2025-12-31" },
    approveBy: "2026-12-09",
    fileBy: "2026-12-31",
    confirmed: [
      ...["duplicate-period", "period-in-future", "period-old", "deadline-passed", "approval-day-passed"],
      ...["shared-number", ...alsoConfirmed],
    ],
    ...wish,
    signing: { signers, where, together, adopts },
  };
  return publishToSign(actor, publication, { accountId: actor.accountId });
}

/** The same, where a refusal would be a fault of the test. */
export async function aSigning(...wish: Parameters<typeof publishSigning>): Promise<string> {
  const done = await publishSigning(...wish);
  if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
  return done.id;
}

/** Gives a firm, or one of its accountants, a certificate of the demo's authority. */
export async function aSigningCertificate(
  firmId: string,
  by: string,
  { name = "Noorderlicht Accountants", accountId = null }: { name?: string; accountId?: string | null } = {},
): Promise<string> {
  const authority = await demoAuthority();
  const pkcs12 = await authority.issue({ name, organisation: name }, "geheim");
  const opened = await signerFromPkcs12(pkcs12, "geheim", now());
  if (!opened.ok) throw new Error(`The certificate was refused: ${opened.reason}`);
  const { pem, facts } = opened;
  const kept = { accountId, ...pem, notAfter: facts.notAfter, addedBy: by };
  return inScope(systemOf(firmId, "test"), (ctx) => keepCertificate(ctx, kept));
}

/** Gives a firm a certificate whose issuer's is of so many letters, as only a strange one would be. */
export async function aCertificateTooLarge(firmId: string, by: string, letters = 400_000): Promise<void> {
  const subject = { commonName: "Uitgever", organisation: "x".repeat(letters) };
  const issuer = await aCertificate("Uitgever", { purpose: "issuing", subject });
  const { key, certificate } = await aCertificate("Noorderlicht Accountants", { issuer });
  const pem = [certificate, issuer.certificate].map((der) => pemOf(der, "CERTIFICATE")).join("");
  const wish = { certificate: pem, key: key.export({ type: "pkcs8", format: "pem" }).toString() };
  const opened = signerFromPem({ ...wish, passphrase: "" }, now());
  if (!opened.ok) throw new Error(`The certificate was refused: ${opened.reason}`);
  const kept = { accountId: null, ...opened.pem, notAfter: opened.facts.notAfter, addedBy: by };
  await inScope(systemOf(firmId, "test"), (ctx) => keepCertificate(ctx, kept));
}

/** A hand as the pad of the page sends it. */
export function aHand(): Hand {
  const strokes = [
    [
      [0.1, 0.8],
      [0.3, 0.2],
      [0.5, 0.7],
      [0.9, 0.3],
    ],
  ];
  return handInput.parse(JSON.stringify({ kind: "drawn", strokes, ratio: 2.5 }));
}

type Signer = { actor: Client | Staff; session: Deciding; email: string };

/** Asks for the code with this hand, and has it delivered; the code of the app where the signer has one. */
export async function askToSign(
  owner: Owner,
  { actor, session, email }: Signer,
  filingIds: readonly string[],
  hand: Hand = aHand(),
): Promise<{ challengeId: string; code: string; text: string }> {
  const [row] = await owner`select slug from firms where id = ${actor.firmId}`;
  const versions = await owner`select id, version from filings where id in ${owner(filingIds)}`;
  const at = await firm(row?.slug as Slug);
  const asked = await inScope(actor, async (ctx) =>
    requestDecisionCode(ctx, at, session, {
      decision: "approve",
      filings: [...filingIds],
      versions: Object.fromEntries(versions.map(({ id, version }) => [id, version])),
      hand: await sealHand(ctx, draftPlace(session.accountId), hand),
    }),
  );
  if (!asked.ok) throw new Error(`No code was sent: ${asked.reason}`);
  await deliver();
  return { challengeId: asked.challengeId, ...(await readSms(owner, mobiles[email] ?? "")) };
}

/** Signs what lies before this person, with a hand and a code. */
export async function signTogether(
  owner: Owner,
  signer: Signer,
  filingIds: readonly [string, ...string[]],
  hand?: Hand,
): Promise<Decided> {
  const { challengeId, code } = await askToSign(owner, signer, filingIds, hand);
  const expected = { decision: "approve", filing: filingIds[0] } as const;
  return inScope(signer.actor, (ctx) => decide(ctx, signer.session, { challengeId, code, expected }, facts));
}

/** A client who signs. */
export function asClient(session: Session, organisationId: string, email: string): Signer {
  return { actor: clientAt(session, organisationId), session, email };
}

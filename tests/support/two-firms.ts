import { aVatReturn } from "@/db/demo/returns";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { type Client, type Staff, systemOf, visitorOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import { sealFor } from "@/lib/access/firm-key";
import type { Session } from "@/lib/access/session";
import { requestDecisionCode } from "@/lib/approvals/code";
import { noteOpening } from "@/lib/approvals/detail";
import { recordUpload } from "@/lib/dossier/files";
import { openChallenge, sendCode } from "@/lib/identity/challenge";
import { startSession } from "@/lib/identity/sessions";
import { keepLocalMessage } from "@/lib/notifications/local";
import { now } from "@/lib/ports/clock";
import { sha256 } from "@/lib/shared/hash";
import { newId, newToken } from "@/lib/shared/ids";
import { pemOf } from "@/lib/shared/pem";
import { keepCertificate } from "@/lib/signing/certificates";
import type { Owner } from "./database";
import { facts, firm, mobiles, sessionFrom } from "./people";
import { aCertificate } from "./signing/people";

/** One client with one organisation, and at least one row of everything that a client leaves behind. */
export type Party = {
  firm: Firm;
  organisationId: string;
  /** Of the client. */
  session: Session;
  email: string;
  staffId: string;
  /** Two returns, and the PDF of the open one. */
  open: string;
  approved: string;
  pdf: string;
  /** Not yet used by a publication. */
  uploads: { pdf: string; xbrl: string };
  /** Of the approved return, underway to a recipient. */
  delivery: string;
  /** A way to a recipient. */
  channel: string;
  /** A program of the firm that hears of decisions. */
  endpoint: string;
  /** What the member of staff signs with. */
  certificate: string;
  /** `id.secret` of a sign-in under way, and the id of an approval under way. */
  ticket: string;
  challenge: string;
  /** A text message that was sent. */
  job: string;
  passwordToken: string;
};

export type TwoFirms = {
  /** Pieter of the bakery, at Noorderlicht. */
  own: Party;
  /** Fatima, at the same firm. Joris, who works for the bakery, does not work for her. */
  neighbour: Party;
  /** Gerrit, at De Vries. */
  elsewhere: Party;
  /** An organisation that Pieter belongs to without a right to any stream; it has a return. */
  withoutRight: string;
};

/** The demo story, and beside it what makes isolation visible: both firms and all organisations have everything. */
export async function twoFirms(owner: Owner): Promise<TwoFirms> {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  const own = await fill(owner, "noorderlicht", "bakkerij-de-korenaar", "pieter@korenaar.example", "joris@");
  const fatima = "fatima@fysiodelinde.example";
  const neighbour = await fill(owner, "noorderlicht", "fysio-de-linde", fatima, "sander@");
  const elsewhere = await fill(
    owner,
    "devries",
    "garage-postma",
    "gerrit@garagepostma.example",
    "willemijn@",
  );
  await owner`delete from portfolios where account_id = ${own.staffId} and organisation_id = ${neighbour.organisationId}`;
  const [visser] = await owner`select id, name from organisations where slug = 'visser-watersport'`;
  const { firmId, accountId } = own.session;
  await owner`insert into memberships (firm_id, account_id, organisation_id, capacity, streams, approves)
    values (${firmId}, ${accountId}, ${visser?.id}, 'bookkeeper', '{}', '{}')`;
  await aVatReturn(wishOf(own.firm, visser?.id, visser?.name, own.staffId, "2025-05"));
  return { own, neighbour, elsewhere, withoutRight: visser?.id };
}

export const clientOf = ({ session, organisationId }: Party): Client => ({
  kind: "client",
  firmId: session.firmId,
  accountId: session.accountId,
  reach: "organisation",
  organisationId,
});

export const staffOf = ({ firm, staffId }: Party, reach: Staff["reach"]): Staff => ({
  kind: "staff",
  firmId: firm.id,
  accountId: staffId,
  role: reach === "firm" ? "administrator" : "assistant",
  reach,
});

async function fill(
  owner: Owner,
  firmSlug: "noorderlicht" | "devries",
  slug: string,
  email: string,
  staff: string,
): Promise<Party> {
  const at = await firm(firmSlug);
  const [found] = await owner`select o.id, o.name, c.id as client, s.id as staff
    from organisations o, accounts c, accounts s where o.firm_id = ${at.id} and o.slug = ${slug}
    and c.firm_id = o.firm_id and c.email = ${email} and s.firm_id = o.firm_id and s.email like ${`${staff}%`}`;
  if (!found) throw new Error(`The story does not know ${slug} of ${email}`);
  const open = await aVatReturn(wishOf(at, found.id, found.name, found.staff, "2025-04"));
  const approved = await aVatReturn({
    ...wishOf(at, found.id, found.name, found.staff, "2025-03"),
    approved: { accountId: found.client, on: "2025-04-20" },
  });
  const [version] =
    await owner`select attachment_file_id, firm_id from filing_versions where filing_id = ${open} and version = 1`;
  await owner`insert into filing_annexes (firm_id, filing_id, version, file_id, organisation_id, stream, place)
    select firm_id, filing_id, version, data_file_id, organisation_id, stream, 0 from filing_versions where filing_id = ${open}`;
  await owner`insert into notices (firm_id, id, account_id, organisation_id, filing_id, version, kind, pace, created_at, due_at)
    select firm_id, ${newId()}, ${found.client}, organisation_id, id, version, 'approve', 'daily', now(), now()
    from filings where id = ${open}`;
  await owner`insert into notification_preferences (firm_id, account_id, kind, pace, changed_at)
    values (${at.id}, ${found.client}, 'approval', 'daily', now())`;
  await owner`insert into audit_anchors (firm_id, seq, hash, token, at, given_by, root)
    select firm_id, seq, hash, 'token', now(), 'klok.example', 'root' from audit_events
    where firm_id = ${at.id} and seq = 1 on conflict do nothing`;
  const channel = newId();
  const delivery = await aDelivery(owner, at.id, approved, channel);
  const endpoint = await anEndpoint(owner, at.id);
  await aSigned(owner, approved, found.client);
  const certificate = await aCertificateOf(at.id, found.staff);
  const traces = await leaveTraces(owner, at, found.client, email);
  const party: Party = {
    ...traces,
    firm: at,
    organisationId: found.id,
    email,
    staffId: found.staff,
    open,
    approved,
    pdf: version?.attachment_file_id,
    uploads: { pdf: newId(), xbrl: newId() },
    delivery,
    channel,
    endpoint,
    certificate,
    challenge: "",
    job: "",
  };
  const client = clientOf(party);
  await inScope(client, (ctx) =>
    noteOpening(ctx, { id: open, organisationId: found.id, stream: "vat", version: 1, sha256: "served" }),
  );
  const asked = await inScope(client, (ctx) =>
    requestDecisionCode(ctx, at, party.session, {
      decision: "approve",
      filings: [open],
      versions: { [open]: 1 },
    }),
  );
  if (!asked.ok || !asked.jobId) throw new Error("No code for the open return");
  await owner`update outbox set status = 'done', done_at = now() where id = ${asked.jobId}`;
  for (const kind of ["pdf", "xbrl"] as const) await anUpload(party, kind);
  return { ...party, challenge: asked.challengeId, job: asked.jobId };
}

/** A way to a recipient, and something underway on it. */
async function aDelivery(owner: Owner, firmId: string, filingId: string, channel: string): Promise<string> {
  const id = newId();
  await owner`insert into delivery_channels (firm_id, id, stream, recipient, settings, created_at)
    values (${firmId}, ${channel}, 'filingAccounts', ${`of ${filingId}`}, '{}', now())`;
  await owner`insert into deliveries (firm_id, id, organisation_id, stream, filing_id, version, attempt, state,
      delivery_reference, process_reference, created_at)
    select firm_id, ${id}, organisation_id, stream, id, version, 1, 'underway', reference, reference, now()
    from filings where id = ${filingId}`;
  await owner`insert into delivery_statuses (firm_id, delivery_id, organisation_id, stream, code, at, description)
    select firm_id, id, organisation_id, stream, '100', now(), 'Aanleveren gelukt.' from deliveries where id = ${id}`;
  return id;
}

/** What signing leaves behind: a signature, the file after it, and the proof. */
async function aSigned(owner: Owner, filingId: string, accountId: string): Promise<void> {
  await owner`insert into signatures (firm_id, filing_id, version, organisation_id, stream, seat, account_id, state, given_at)
    select firm_id, filing_id, version, organisation_id, stream, seat, ${accountId}, 'put', now()
    from filing_approvers where filing_id = ${filingId}`;
  await owner`insert into signing_revisions (firm_id, filing_id, version, organisation_id, stream, revision, kind, seat,
      file_id, sha256, bytes, level, at)
    select firm_id, filing_id, version, organisation_id, stream, 1, 'signature', 0, attachment_file_id, 'signed', 1, 'B-T', now()
    from filing_versions where filing_id = ${filingId}`;
  await owner`insert into signing_proofs (firm_id, filing_id, version, organisation_id, stream, file_id, sha256, at)
    select firm_id, filing_id, version, organisation_id, stream, attachment_file_id, 'proof', now()
    from filing_versions where filing_id = ${filingId}`;
}

/** A program that hears of everything, at an address that nothing is sent to. */
async function anEndpoint(owner: Owner, firmId: string): Promise<string> {
  const id = newId();
  const secret = await inScope(systemOf(firmId, "two-firms"), (ctx) =>
    sealFor(ctx, `webhook_endpoints.secret:${id}`, `whsec_${Buffer.alloc(32, 7).toString("base64")}`),
  );
  await owner`insert into webhook_endpoints (firm_id, id, name, url, events, secret, created_at)
    values (${firmId}, ${id}, 'Fiscaal pakket', 'https://10.0.0.1/hook', '{filing.approved}', ${secret}, now())`;
  return id;
}

/** A certificate of an accountant, whose key nobody has another copy of. */
async function aCertificateOf(firmId: string, accountId: string): Promise<string> {
  const { certificate, key } = await aCertificate("Accountant");
  return inScope(systemOf(firmId, "two-firms"), (ctx) =>
    keepCertificate(ctx, {
      accountId,
      certificate: pemOf(certificate, "CERTIFICATE"),
      key: key.export({ type: "pkcs8", format: "pem" }).toString(),
      notAfter: new Date(Date.now() + 300 * 86_400_000),
      addedBy: accountId,
    }),
  );
}

/** What signing in leaves behind: a session, an attempt under way, a link for a new password, a text message. */
async function leaveTraces(owner: Owner, at: Firm, accountId: string, email: string) {
  const visitor = visitorOf(at.id);
  const { token } = await inScope(visitor, (ctx) => startSession(ctx, accountId, facts));
  const secret = newToken();
  const wish = { accountId, purpose: "sign-in", method: "sms", holderHash: sha256(secret) } as const;
  const ticket = await inScope(visitor, async (ctx) => {
    const opened = await openChallenge(ctx, wish);
    if (!opened.ok) throw new Error("No attempt to sign in");
    await sendCode(ctx, { ...wish, id: opened.id }, { template: "sign-in-code" });
    return `${opened.id}.${secret}`;
  });
  const passwordToken = newToken();
  await owner`insert into password_links (firm_id, id, account_id, token_hash, created_at, expires_at)
    values (${at.id}, ${newId()}, ${accountId}, ${sha256(passwordToken)}, now(), now() + interval '1 hour')`;
  const to = mobiles[email] ?? "";
  const sent = { firmId: at.id, channel: "sms", to, from: at.smsSender, subject: "", at: now() } as const;
  await keepLocalMessage({ ...sent, text: `For ${email}` });
  return { session: await sessionFrom(token), ticket, passwordToken };
}

async function anUpload(party: Party, kind: "pdf" | "xbrl"): Promise<void> {
  const { firm: at, organisationId, staffId } = party;
  await inScope(systemOf(at.id, "two-firms"), (ctx) =>
    recordUpload(ctx, {
      id: party.uploads[kind],
      organisationId,
      accountId: staffId,
      kind,
      name: `Upload.${kind}`,
      mime: "application/octet-stream",
      pages: null,
      reading: { questions: [] },
      stored: { storageKey: newId(), bytes: 1, sha256Hex: "00", fileKey: Buffer.alloc(32) },
    }),
  );
}

function wishOf(at: Firm, organisationId: string, organisationName: string, by: string, month: string) {
  const lastDay = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return {
    firmId: at.id,
    firmName: at.name,
    organisationId,
    organisationName,
    obNumber: "001000056B01",
    period: { start: `${month}-01`, end: `${month}-${lastDay}` },
    boxes: { "1a": { turnover: 100_000, vat: 21_000 } },
    publishedOn: `${month}-28`,
    by,
  };
}

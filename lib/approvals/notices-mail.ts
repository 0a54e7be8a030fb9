import { and, eq, gte, inArray, isNull, or } from "drizzle-orm";
import { accounts } from "@/db/schema/identity";
import type { NoticeKind, notices } from "@/db/schema/notifications";
import { memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { MailPayload } from "@/lib/notifications/send";
import type { MailItem, MailTemplate } from "@/lib/notifications/template";
import type { NewJob } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { formatDay, type Language, today } from "@/lib/shared/dates";
import { type About, aboutThese, titleOf } from "./about";
import { undecided } from "./rules";
import type { FilingState } from "./shapes";
import { accountantsAsked } from "./signing/accountants";
import { type SignedBy, signedWithout } from "./signing/missing";
import { signingStopped } from "./signing/stopped";
import { streams } from "./streams";
import { type Waiting, waitingFor } from "./waiting";

type Notice = typeof notices.$inferSelect;
/** Something a mail is about: a document, and what is to be said of it. */
type Matter = { about: About; what: MailItem["what"]; by: string | null; signed?: SignedBy };
type Reader = { id: string; kind: "client" | "staff"; language: Language };

/** A mail with more than this is no overview any more; the portal has the rest. */
const mostItems = 40;

/** A mail, and the documents that it asks a client about beyond the notices that it is made of: an overview lists all. */
type NoticesMail = { mail: Omit<NewJob, "idempotencyKey">; unasked: About[] };

/** The mail that these notices come to; null when nothing of them is left, or the account is closed. */
export async function noticesMail(
  ctx: Scoped<System>,
  accountId: string,
  due: Notice[],
): Promise<NoticesMail | null> {
  const { firmId } = ctx.actor;
  const [reader] = await ctx.db
    .select({ id: accounts.id, kind: accounts.kind, language: accounts.language })
    .from(accounts)
    .where(and(eq(accounts.firmId, firmId), eq(accounts.id, accountId), isNull(accounts.disabledAt)));
  if (!reader) return null;
  const digest = due.some(({ pace }) => pace === "daily");
  const found =
    reader.kind === "staff" ? await firmMatters(ctx, due) : await clientMatters(ctx, accountId, due, digest);
  const matters = await withSigners(ctx, found);
  const [first] = matters;
  if (!first) return null;
  const alone = matters.length === 1 && !digest;
  const { template, path } = alone ? single(reader, first) : several(reader, matters, digest);
  const managers = new Set(matters.map(({ about }) => about.managerId));
  const payload: MailPayload = {
    template,
    path,
    facts: alone ? factsOf(first, reader.language) : listOf(matters, reader.language),
    // Whom a client calls; where the documents have several, the firm itself.
    contact: reader.kind === "client" && managers.size === 1 ? first.about.managerId : null,
  };
  const mail = {
    kind: "mail",
    payload,
    accountId,
    organisationId: first.about.organisationId,
    ...(matters.length === 1 ? { subject: `filing:${first.about.id}` } : {}),
  };
  // Nobody at the firm is asked to approve.
  if (reader.kind === "staff") return { mail, unasked: [] };
  const asked = new Set(due.map(({ filingId, version }) => `${filingId}:${version}`));
  const named = matters.slice(0, mostItems).map(({ about }) => about);
  return { mail, unasked: named.filter(({ id, version }) => !asked.has(`${id}:${version}`)) };
}

/** Of what is complete without somebody's signature also who did sign, and who did not. */
async function withSigners(ctx: Scoped<System>, matters: Matter[]): Promise<Matter[]> {
  const complete = matters.filter(({ about, what }) => about.signing && isComplete(what));
  const without = await signedWithout(
    ctx,
    complete.map(({ about }) => about),
  );
  return matters.map((matter) => {
    const signed = isComplete(matter.what) && without.get(matter.about.id);
    return signed ? { ...matter, signed } : matter;
  });
}

function isComplete(what: MailItem["what"]): boolean {
  return what === "signed" || what === "approved";
}

/** What still waits for this person, or is still there to be read; in an overview all else that waits in time too. */
async function clientMatters(
  ctx: Scoped<System>,
  accountId: string,
  due: Notice[],
  digest: boolean,
): Promise<Matter[]> {
  const waiting = await waitingFor(ctx, accountId);
  const shown = due.filter(({ kind }) => kind === "read" || kind === "signed");
  const readable = await readableBy(
    ctx,
    accountId,
    shown.map(({ filingId }) => filingId),
  );
  const matters = new Map<string, Matter>();
  for (const { filingId, version, kind, by } of due) {
    const still = waiting.find((one) => one.id === filingId && holds(kind, one));
    const read = readable.find(({ id, state }) => id === filingId && isThere(kind, state));
    const about = kind === "read" || kind === "signed" ? read : still;
    if (about?.version === version && !matters.has(filingId))
      matters.set(filingId, { about, what: still?.turn === "unsent" ? "unsent" : whatOf(kind), by });
  }
  if (digest && matters.size > 0) {
    for (const { turn, ...about } of waiting)
      if (!matters.has(about.id) && !isOver(about))
        matters.set(about.id, { about, what: turn === "asked" ? "approve" : "unsent", by: null });
  }
  const orderOf = (matter: Matter) => `${dayOf(matter) ?? "9999"} ${titleOf(matter.about, "nl")}`;
  return [...matters.values()].sort((a, b) => orderOf(a).localeCompare(orderOf(b)));
}

/** A reminder is of whatever waits, put off or not, but not after the last day: then there is no time left to name. */
function holds(kind: NoticeKind, one: Waiting): boolean {
  const reminds = whatOf(kind) === "reminder";
  if ((reminds || kind === "unsent") && isOver(one)) return false;
  return reminds || (one.turn === "unsent") === (kind === "unsent");
}

/** What is only to be read is there as long as it is that; what was signed, until it is withdrawn. */
function isThere(kind: NoticeKind, state: FilingState): boolean {
  return kind === "signed" ? state !== "withdrawn" : state === "toRead";
}

/** After its last day staff call, and no mail goes on asking for it. */
function isOver({ approveBy }: About): boolean {
  return approveBy !== null && approveBy < today(now());
}

async function readableBy(ctx: Scoped<System>, accountId: string, ids: string[]): Promise<About[]> {
  const found = await aboutThese(ctx, ids);
  if (found.length === 0) return [];
  const rights = await ctx.db
    .select({ organisationId: memberships.organisationId, streams: memberships.streams })
    .from(memberships)
    .where(
      and(
        eq(memberships.firmId, ctx.actor.firmId),
        eq(memberships.accountId, accountId),
        inArray(
          memberships.organisationId,
          found.map(({ organisationId }) => organisationId),
        ),
        or(isNull(memberships.endsOn), gte(memberships.endsOn, today(now()))),
      ),
    );
  return found.filter(({ organisationId, stream }) =>
    rights.some((right) => right.organisationId === organisationId && right.streams.includes(stream)),
  );
}

/** What still holds: about what was withdrawn, or goes its way again by now, there is nothing left to do. */
async function firmMatters(ctx: Scoped<System>, due: Notice[]): Promise<Matter[]> {
  const found = await aboutThese(
    ctx,
    due.map(({ filingId }) => filingId),
  );
  const stopped = await signingStopped(ctx, found);
  const asked = await accountantsAsked(ctx, found);
  return due.flatMap(({ filingId, version, kind, by, accountId }) => {
    const about = found.find(({ id }) => id === filingId);
    // Of whichever version is the newest by now: that one is held.
    if (about && kind === "acceptedEarlier") return [{ about, what: kind, by }];
    if (about?.version !== version || about.state === "withdrawn") return [];
    if (kind === "signingStopped" && !stopped.has(filingId)) return [];
    if (kind === "toSign" && !(undecided.includes(about.state) && isAsked(asked, filingId, accountId)))
      return [];
    const what = kind === "refused" ? ofDelivery[about.state] : whatOf(kind);
    return what ? [{ about, what, by }] : [];
  });
}

function isAsked(asked: { id: string; accountId: string }[], filingId: string, accountId: string): boolean {
  return asked.some((one) => one.id === filingId && one.accountId === accountId);
}

/** What is said of a delivery that waits for the firm, in the state of now; in any other it does not wait for it. */
const ofDelivery: Partial<Record<FilingState, MailItem["what"]>> = {
  refusedByRecipient: "refused",
  outcomeUnknown: "unknown",
  notDelivered: "notSent",
};

function single({ kind }: Reader, { about, what }: Matter): { template: MailTemplate; path: string } {
  if (kind === "staff") {
    const inPackage = streams[about.stream].goesTo === "tax-package";
    const approved = inPackage ? "filing-approved" : about.signing ? "all-signed" : "document-approved";
    const templates: Partial<Record<MailItem["what"], MailTemplate>> = {
      approved,
      rejected: about.signing ? "signing-refused" : "filing-rejected",
      unknown: "delivery-unknown",
      notSent: "delivery-not-sent",
      acceptedEarlier: "earlier-accepted",
      signingStopped: "signing-stopped",
      toSign: "filing-to-sign",
      accountsTakenBack: "accounts-taken-back",
    };
    return { template: templates[what] ?? "delivery-refused", path: `/admin/stukken/${about.id}` };
  }
  const here = `/o/${about.slug}/accordering`;
  const templates: Partial<Record<MailItem["what"], MailTemplate>> = {
    newVersion: about.signing ? "new-version-to-sign" : "filing-new-version",
    read: "document-to-read",
    signed: "document-signed",
    reminder: about.signing ? "signing-reminder" : "filing-reminder",
  };
  if (what === "unsent") return { template: "filings-unsent", path: `${here}/verzenden` };
  const asked = about.signing ? "document-to-sign" : "filing-published";
  return { template: templates[what] ?? asked, path: `${here}/${about.id}` };
}

function several(
  { kind }: Reader,
  matters: Matter[],
  digest: boolean,
): { template: MailTemplate; path: string } {
  if (kind === "staff") return { template: digest ? "firm-digest" : "firm-news", path: "/admin/stukken" };
  const slugs = new Set(matters.map(({ about }) => about.slug));
  const path = slugs.size === 1 ? `/o/${[...slugs][0]}/accordering` : "/alle-organisaties";
  if (digest) return { template: "filings-digest", path };
  const all = new Set(matters.map(({ what }) => what));
  if (["approve", "newVersion", "read", "signed"].some((what) => all.has(what as MailItem["what"])))
    return { template: "filings-news", path };
  return { template: all.has("reminder") ? "filings-reminder" : "filings-unsent", path };
}

function factsOf(matter: Matter, language: Language): MailPayload["facts"] {
  const { about, what } = matter;
  const day = dayOf(matter);
  return {
    title: titleOf(about, language),
    organisation: about.organisation,
    ...(day ? { approveBy: formatDay(day, language, "dayMonth") } : {}),
    ...namesOf(matter, language),
    ...(what === "unsent" ? listOf([matter], language) : {}),
  };
}

function listOf(matters: Matter[], language: Language): MailPayload["facts"] {
  const items = matters.slice(0, mostItems).map((matter): MailItem => {
    const day = dayOf(matter);
    return {
      organisation: matter.about.organisation,
      title: titleOf(matter.about, language),
      what: saidOf(matter),
      ...(day ? { until: formatDay(day, language, "dayMonth") } : {}),
      ...namesOf(matter, language),
    };
  });
  return {
    items,
    more: matters.length - items.length,
    day: formatDay(today(now()), language, "dayMonth"),
  };
}

/** Who did what is told; of what is complete without somebody, all who signed and without whom. */
function namesOf({ by, signed }: Matter, language: Language): { by?: string; without?: string } {
  if (!signed) return by ? { by } : {};
  const names = new Intl.ListFormat(language, { type: "conjunction" });
  return { by: names.format(signed.signed), without: names.format(signed.missing) };
}

/** What a list says of a document: of one that is signed in other words. */
function saidOf({ about, what }: Matter): MailItem["what"] {
  if (!about.signing) return what;
  if (what === "approve" || what === "reminder") return "sign";
  return what === "newVersion" ? "newVersionToSign" : what;
}

/** The day by which somebody has to decide; of the rest no day is named. */
function dayOf({ about, what }: Matter): string | null {
  if (what === "toSign") return about.approveBy;
  const asked = what === "approve" || what === "newVersion" || what === "reminder" || what === "unsent";
  return asked ? about.approveBy : null;
}

function whatOf(kind: NoticeKind): MailItem["what"] {
  return kind === "reminder5" || kind === "reminder1" ? "reminder" : kind;
}

import { and, asc, eq, inArray } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { decisions, filingOpenings } from "@/db/schema/decisions";
import { files } from "@/db/schema/files";
import { accounts } from "@/db/schema/identity";
import { organisations } from "@/db/schema/organisations";
import { firms } from "@/db/schema/tenancy";
import type { Scoped } from "@/db/scope";
import { telephoneHash, textNumberOf } from "@/lib/identity/text-number";
import type { FilingPeriod } from "@/lib/shared/dates";
import type { Revision, SigningVersion } from "./version";

type Decision = typeof decisions.$inferSelect;
type Seat = SigningVersion["seats"][number];

/** What a document is called is another room's to say. */
export type TitleOf = (
  titled: { stream: Decision["stream"]; period: FilingPeriod; label: string | null },
  language: "nl",
) => string;

/** Everything that was kept of how a version came to be signed. */
export type ProofFacts = {
  firm: string;
  organisation: string;
  title: string;
  reference: string;
  version: SigningVersion["version"];
  publishedBy: string;
  openings: { by: string; at: Date; sha256: string }[];
  signers: Signed[];
  dropped: { name: string | null; reason: string }[];
  revisions: Revision[];
};

export type Signed = {
  seat: Seat;
  decision: Decision;
  /** The last digits of the number that the code went to; "changed" where the account has another by now. */
  phone: string | "changed" | null;
  mandateSha256: string | null;
  revision: Revision | null;
};

export async function proofFacts(
  ctx: Scoped,
  { version, reference, seats, revisions }: SigningVersion,
  titleOf: TitleOf,
): Promise<ProofFacts> {
  const { firmId } = ctx.actor;
  const { filingId } = version;
  const [of] = await ctx.db
    .select({ firm: firms, organisation: organisations.name, stream: filings.stream })
    .from(filings)
    .innerJoin(firms, eq(firms.id, filings.firmId))
    .innerJoin(
      organisations,
      and(eq(organisations.firmId, filings.firmId), eq(organisations.id, filings.organisationId)),
    )
    .where(and(eq(filings.firmId, firmId), eq(filings.id, filingId)));
  if (!of) throw new Error("A document that is signed is of nobody");
  const decided = await ctx.db
    .select({ decision: decisions, account: accounts })
    .from(decisions)
    .innerJoin(accounts, and(eq(accounts.firmId, decisions.firmId), eq(accounts.id, decisions.accountId)))
    .where(
      and(
        eq(decisions.firmId, firmId),
        eq(decisions.filingId, filingId),
        eq(decisions.version, version.version),
        eq(decisions.decision, "approved"),
      ),
    )
    .orderBy(asc(decisions.at), asc(decisions.seat));
  const mandates = await hashesOf(
    ctx,
    seats.flatMap(({ mandateFileId }) => mandateFileId ?? []),
  );
  const signers = decided.flatMap(({ decision, account }): Signed[] => {
    const seat = seats.find((one) => one.seat === decision.seat);
    if (!seat) return [];
    return [
      {
        seat,
        decision,
        phone: phoneOf(decision, textNumberOf(account, of.firm)),
        mandateSha256: mandates.get(seat.mandateFileId ?? "") ?? null,
        revision: revisions.find((one) => one.seat === decision.seat) ?? null,
      },
    ];
  });
  const period = { start: version.periodStart, end: version.periodEnd };
  return {
    firm: of.firm.name,
    organisation: of.organisation,
    title: titleOf({ stream: of.stream, period, label: version.label }, "nl"),
    reference,
    version,
    publishedBy: version.createdByName,
    openings: await openingsOf(ctx, version),
    signers,
    dropped: seats
      .filter(({ turn }) => turn === "dropped")
      .map(({ name, reason }) => ({ name, reason: reason ?? "" })),
    revisions,
  };
}

/** Of the number itself only a keyed hash was kept with the decision: it is the account's, if that has the same hash. */
function phoneOf({ firmId, numberHash, method }: Decision, number: string | null): Signed["phone"] {
  if (method !== "sms" || !numberHash) return null;
  const same = number && telephoneHash(firmId, number)?.equals(numberHash);
  return same ? `•••• ${number.slice(-2)}` : "changed";
}

async function openingsOf(
  ctx: Scoped,
  { filingId, version }: SigningVersion["version"],
): Promise<ProofFacts["openings"]> {
  return ctx.db
    .select({ by: accounts.name, at: filingOpenings.at, sha256: filingOpenings.sha256 })
    .from(filingOpenings)
    .innerJoin(
      accounts,
      and(eq(accounts.firmId, filingOpenings.firmId), eq(accounts.id, filingOpenings.accountId)),
    )
    .where(
      and(
        eq(filingOpenings.firmId, ctx.actor.firmId),
        eq(filingOpenings.filingId, filingId),
        eq(filingOpenings.version, version),
      ),
    )
    .orderBy(asc(filingOpenings.at));
}

async function hashesOf(ctx: Scoped, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: files.id, sha256: files.sha256 })
    .from(files)
    .where(and(eq(files.firmId, ctx.actor.firmId), inArray(files.id, [...ids])));
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

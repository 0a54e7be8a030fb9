import { and, eq, sql } from "drizzle-orm";
import { filingAnnexes, filingApprovers, filings, filingVersions } from "@/db/schema/approvals";
import { decisions, filingOpenings } from "@/db/schema/decisions";
import { deliveries, deliveryStatuses } from "@/db/schema/delivery";
import { files } from "@/db/schema/files";
import { memberships } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { tellingFirst } from "./attempts";
import { mineOf, rowColumns, shaped } from "./queries";
import { stateOfVersion } from "./rules";
import type {
  Approver,
  EarlierPeriod,
  Figures,
  FilingDecision,
  FilingDetail,
  NextTask,
  OtherVersion,
  Stream,
} from "./shapes";
import { outcomesOf } from "./shown";
import { signingOf } from "./signing/state";
import { delivers } from "./streams";

const ofVersion = sql`x.firm_id = ${filings.firmId} and x.filing_id = ${filings.id} and x.version = ${filingVersions.version}`;

function ofFiling(version: number | typeof filings.version) {
  return and(
    eq(filingVersions.firmId, filings.firmId),
    eq(filingVersions.filingId, filings.id),
    eq(filingVersions.version, version),
  );
}

type Stored<T> = Omit<T, "at" | "publishedAt"> & { at: string; publishedAt: string };

/**
 * One filing with everything its page shows; null when it is out of reach, and when it was withdrawn. In one statement:
 * what only few have, other versions and a delivery, is asked for apart, as every table in a statement costs its policies
 * also where it has nothing to say.
 * @param version an earlier one, which has been replaced; the current one when left out
 */
export async function filingDetail(
  ctx: Scoped<Client>,
  organisationId: string,
  id: string,
  version?: number,
): Promise<FilingDetail | null> {
  const { firmId, accountId } = ctx.actor;
  const earlier = sql<EarlierPeriod[]>`(
    select coalesce(json_agg(json_build_object('period', json_build_object('start', e.period_start, 'end', e.period_end),
      'amount', e.amount) order by e.period_end), '[]'::json)
    from (select distinct on (f.period_end) f.period_start, f.period_end, f.amount from filings f
      where f.firm_id = ${filings.firmId} and f.organisation_id = ${filings.organisationId}
        and f.stream = ${filings.stream} and f.period_end < ${filings.periodStart}
        and f.amount is not null and f.state <> 'withdrawn' and ${filings.amount} is not null
        and f.label is not distinct from ${filings.label}
        and (f.period_end - f.period_start) between (${filings.periodEnd} - ${filings.periodStart}) - 4
          and (${filings.periodEnd} - ${filings.periodStart}) + 4
      order by f.period_end desc, f.published_at desc limit 5) e)`;
  // What comes after the annual accounts goes first, and may wait for a worker yet to let it go.
  const next = sql<NextTask | null>`(
    select json_build_object('id', t.id, 'stream', t.stream, 'label', t.label, 'waits', t.waits_for is not null,
      'period', json_build_object('start', t.period_start, 'end', t.period_end))
    from (select n.* from filings n
      join filing_approvers s on s.firm_id = n.firm_id and s.filing_id = n.id and s.version = n.version
    where n.firm_id = ${filings.firmId} and n.organisation_id = ${filings.organisationId}
      and n.state = 'open' and n.id <> ${filings.id}
      and (n.waits_for is null or (n.waits_for = ${filings.id} and ${filings.state} = 'completed'))
      and s.turn = 'asked' and (s.account_id is null or s.account_id = ${accountId})
      and n.stream = any (array(select unnest(m.approves) from ${memberships} m where m.firm_id = ${firmId}
        and m.account_id = ${accountId} and m.organisation_id = ${filings.organisationId}))
    order by ${filings.stream} = 'annualAccounts' and n.stream = 'filingAccounts'
      and n.period_end = ${filings.periodEnd} desc, n.approve_by, n.id limit 1) t)`;
  const approvers = sql<Approver[]>`(
    select coalesce(json_agg(json_build_object('seat', x.seat, 'name', x.name, 'capacity', x.capacity,
      'onBehalfOf', x.on_behalf_of, 'turn', x.turn, 'reason', x.reason, 'mine', x.account_id is null or x.account_id = ${accountId})
      order by x.seat), '[]'::json) from ${filingApprovers} x where ${ofVersion})`;
  const decided = sql<Stored<FilingDecision>[]>`(
    select coalesce(json_agg(json_build_object('decision', x.decision, 'by', x.account_name, 'capacity', x.capacity,
      'onBehalfOf', x.on_behalf_of, 'at', x.at, 'method', x.method, 'category', x.category, 'reason', x.reason,
      'assistedBy', x.assisted_by_name)
      order by x.at, x.seat), '[]'::json) from ${decisions} x where ${ofVersion})`;
  const [found] = await ctx.db
    .select({
      ...rowColumns,
      mine: mineOf(ctx.actor),
      current: filings.version,
      fileBy: filings.fileBy,
      expiresOn: filings.expiresOn,
      // Null also where this person may not see it.
      waitsForId: sql<string | null>`(select b.id from filings b
        where b.firm_id = ${filings.firmId} and b.id = ${filings.waitsFor})`,
      reference: filings.reference,
      filedReference: filings.filedReference,
      version: filingVersions.version,
      // As it was called when it was put before its approvers.
      label: filingVersions.label,
      periodStart: filingVersions.periodStart,
      periodEnd: filingVersions.periodEnd,
      versionAmount: filingVersions.amount,
      versionPayBy: filingVersions.payBy,
      paymentReference: filingVersions.paymentReference,
      figures: filingVersions.figures,
      details: filingVersions.details,
      note: filingVersions.note,
      manifestHash: filingVersions.manifestHash,
      signed: filingVersions.signing,
      signingSet: filings.signingSet,
      releasedAs: filings.releasedAs,
      adoptedOn: filings.adoptedOn,
      versionAt: filingVersions.createdAt,
      versionBy: filingVersions.createdByName,
      earlier,
      next,
      attachment: {
        id: filingVersions.attachmentFileId,
        name: filingVersions.attachmentName,
        mime: filingVersions.attachmentMime,
        bytes: filingVersions.attachmentBytes,
        pages: filingVersions.attachmentPages,
        sha256: filingVersions.attachmentSha256,
      },
      opened: sql<boolean>`exists (select 1 from ${filingOpenings} x where ${ofVersion} and x.account_id = ${accountId})`,
      approvers,
      decided,
    })
    .from(filings)
    .innerJoin(filingVersions, ofFiling(version ?? filings.version))
    .where(and(eq(filings.firmId, firmId), eq(filings.organisationId, organisationId), eq(filings.id, id)));
  if (!found) return null;
  const more =
    found.current > 1 || delivers(found.stream) ? await moreOf(ctx, organisationId, found) : nothingMore;
  if (!more) return null;
  const signing = found.signed ? await signingOf(ctx, found) : null;
  const {
    figures,
    current,
    signed: _signed,
    signingSet: _set,
    decided: made,
    versionAmount,
    versionPayBy,
    versionAt,
    versionBy,
    ...rest
  } = found;
  const isCurrent = rest.version === current;
  const newest = signing?.revisions[0];
  const beside = more.versions.map((one) => ({ ...one, publishedAt: new Date(one.publishedAt) }));
  return {
    ...shaped(rest),
    signing,
    // What is signed is read as it is by now: it begins with what was put before its signers.
    attachment: newest
      ? { ...rest.attachment, id: newest.fileId, bytes: newest.bytes, sha256: newest.sha256 }
      : rest.attachment,
    waitsForId: rest.inVain ? null : rest.waitsForId,
    amount: versionAmount,
    payBy: versionPayBy,
    publishedAt: versionAt,
    publishedBy: versionBy,
    state: stateOfVersion({ state: rest.state, version: current }, rest.version),
    // What was filed is not replaced any more, see publishFiling: it is always the current version.
    filedAt: isCurrent ? rest.filedAt : null,
    filedReference: isCurrent ? rest.filedReference : null,
    mine: isCurrent ? rest.mine : null,
    myTurn: isCurrent && rest.mine === "asked" && !rest.waits,
    // Written by publishFiling and never changed since.
    figures: figures as Figures,
    outcomes: outcomesOf(figures as Figures),
    data: more.data,
    annexes: more.annexes ?? [],
    decisions: made.map((one) => ({ ...one, at: new Date(one.at) })),
    sentAt: more.sentAt === null ? null : new Date(more.sentAt),
    refusedWith: more.refusedWith,
    told: more.told.map((one) => ({ ...one, at: new Date(one.at) })),
    versions: beside,
    replacedAt: beside.find(({ version: after }) => after === rest.version + 1)?.publishedAt ?? null,
  };
}

const nothingMore = { data: null, annexes: null, versions: [], sentAt: null, told: [], refusedWith: null };

/** What only some have beside the rest: other versions, and a delivery; null when it went out of reach meanwhile. */
async function moreOf(
  { actor, db }: Scoped<Client>,
  organisationId: string,
  { id, version }: { id: string; version: number },
) {
  const { firmId, accountId } = actor;
  const versions = sql<Stored<OtherVersion>[]>`(
    select coalesce(json_agg(json_build_object('version', v.version, 'current', v.version = ${filings.version},
      'publishedAt', v.created_at,
      'publishedBy', v.created_by_name, 'amount', v.amount,
      'decided', exists (select 1 from ${decisions} x where x.firm_id = v.firm_id and x.filing_id = v.filing_id
        and x.version = v.version),
      'rejected', exists (select 1 from ${decisions} x where x.firm_id = v.firm_id and x.filing_id = v.filing_id
        and x.version = v.version and x.decision = 'rejected'),
      'decidedByMe', exists (select 1 from ${decisions} x where x.firm_id = v.firm_id and x.filing_id = v.filing_id
        and x.version = v.version and x.account_id = ${accountId})) order by v.version desc), '[]'::json)
    from filing_versions v where ${filings.version} > 1 and v.firm_id = ${filings.firmId} and v.filing_id = ${filings.id}
      and v.version <> ${filingVersions.version})`;
  // Only beside another version they are of interest.
  const data = sql<FilingDetail["data"]>`case when ${filings.version} > 1 then (
    select json_build_object('name', f.name, 'sha256', f.sha256) from ${files} f
    where f.firm_id = ${filings.firmId} and f.id = ${filingVersions.dataFileId}) end`;
  const annexes = sql<FilingDetail["annexes"]>`case when ${filings.version} > 1 then (
    select json_agg(json_build_object('name', f.name, 'sha256', f.sha256) order by x.place)
    from ${filingAnnexes} x join ${files} f on f.firm_id = x.firm_id and f.id = x.file_id where ${ofVersion}) end`;
  const ofDelivery = sql`from ${deliveries} d where d.firm_id = ${filings.firmId} and d.filing_id = ${filings.id}
    and d.version = ${filingVersions.version}
    order by ${tellingFirst("d", filings.state)} limit 1`;
  const sentAt = sql<string | null>`(select d.sent_at ${ofDelivery})`;
  const told = sql<{ code: string; at: string }[]>`(
    select coalesce(json_agg(json_build_object('code', s.code, 'at', s.at) order by s.at, s.code), '[]'::json)
    from ${deliveryStatuses} s where s.firm_id = ${filings.firmId} and s.delivery_id = (select d.id ${ofDelivery}))`;
  const refusedWith = sql<
    string | null
  >`(select case when d.state = 'refused' then d.fault end ${ofDelivery})`;
  const [more = null] = await db
    .select({ data, annexes, versions, sentAt, told, refusedWith })
    .from(filings)
    .innerJoin(filingVersions, ofFiling(version))
    .where(and(eq(filings.firmId, firmId), eq(filings.organisationId, organisationId), eq(filings.id, id)));
  return more;
}

/** Notes, once per person and version, that the attachment was shown, small or in full, and which bytes were served. */
export async function noteOpening(
  ctx: Scoped<Client>,
  filing: { id: string; organisationId: string; stream: Stream; version: number; sha256: string },
): Promise<void> {
  const { id, ...rest } = filing;
  await ctx.db
    .insert(filingOpenings)
    .values({
      firmId: ctx.actor.firmId,
      id: newId(),
      filingId: id,
      accountId: ctx.actor.accountId,
      at: now(),
      ...rest,
    })
    .onConflictDoNothing();
}

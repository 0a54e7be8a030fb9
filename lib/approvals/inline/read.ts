import { type AccountsStream, readAccounts } from "@/lib/approvals/returns/accounts";
import { documentOf } from "@/lib/approvals/returns/document";
import { formOf } from "@/lib/approvals/returns/forms";
import { parseNumber } from "@/lib/approvals/returns/numbers";
import type { ReadDocument, ReadRefusal } from "@/lib/approvals/returns/shapes";
import { periodOf } from "@/lib/approvals/returns/tax-return";
import type { XbrlContext } from "@/lib/approvals/xbrl/instance";
import { entryPoint } from "@/lib/approvals/xbrl/taxonomy";
import { readXml } from "@/lib/approvals/xbrl/xml";
import type { FilingPeriod } from "@/lib/shared/dates";
import { type Result, refuse } from "@/lib/shared/result";
import { InlineBuilder } from "./builder";

const KVK = /^https?:\/\/www\.kvk\.nl\/kvk-id$/;
/** A report is a whole page: tables, and pictures as text within it. */
const limits = { bytes: 20 * 1024 * 1024, depth: 256, elements: 1_000_000 };
/** What makes figures unreadable, and not the report: then nothing is said of figures. */
const withoutFigures: readonly string[] = ["no-amount", "not-in-euros", "not-an-amount"];

/**
 * Accounts as a web page with inline XBRL, as large companies and IFRS reporters file them with the KvK.
 *
 * All contexts must be of one company, by its number at the KvK. Its year is that of the accounts' own facts, or else
 * the last span that a context is of. Figures are taken where the page says them in elements of the Dutch dictionaries
 * and in a plain way; otherwise there are none, and that is said.
 */
export function readInline(bytes: Uint8Array): Result<ReadDocument, ReadRefusal> {
  const read = readXml<InlineBuilder, "not-xbrl">(
    bytes,
    (resolve, stop) => new InlineBuilder(resolve, () => stop("not-xbrl")),
    { limits },
  );
  if (!read.ok) return read;
  const instance = read.handler.finish();
  if (!instance) return refuse("inline-xbrl");
  const contexts = [...instance.contexts.values()];
  const [first] = contexts;
  if (!first) return refuse("no-number");
  const { scheme, identifier } = first.entity;
  if (contexts.some(({ entity }) => entity.scheme !== scheme || entity.identifier !== identifier))
    return refuse("contradictory");
  const number = KVK.test(scheme) ? parseNumber("kvk", identifier) : null;
  if (!number) return refuse("no-number");
  const taxonomy = entryPoint(instance.schemaRef) ?? "";
  const stream = streamOf(taxonomy);
  if (!stream) return refuse("unknown-document");
  const accounts = readAccounts(instance, taxonomy, stream);
  if (accounts.ok || !withoutFigures.includes(accounts.reason)) return accounts;
  const period = lastSpan(contexts);
  if (!period) return refuse("no-period");
  return documentOf(
    stream,
    taxonomy,
    { subject: { scheme: "kvk", number }, period },
    { lines: [], amount: null, warnings: ["figures-missing"] },
  );
}

/** Most name an extension of their own, which says nothing: then they are what this kind of file is made for. */
function streamOf(taxonomy: string): AccountsStream | null {
  const form = formOf(taxonomy);
  if (form === null) return "filingAccounts";
  return form === "annualAccounts" || form === "filingAccounts" || form === "creditReport" ? form : null;
}

/** The span that ends last, of those the longest: a report also shows the year before. */
function lastSpan(contexts: XbrlContext[]): FilingPeriod | null {
  const spans = contexts.flatMap(({ period, dimensions }) =>
    period.kind === "duration" && dimensions.length === 0 ? [period] : [],
  );
  const [last] = spans.sort((a, b) => b.end.localeCompare(a.end) || a.start.localeCompare(b.start));
  return last ? periodOf(last) : null;
}

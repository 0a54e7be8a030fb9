import { z } from "zod";
import type { Stream } from "@/db/schema/approvals";
import { now } from "@/lib/ports/clock";
import { addMonths, type FilingPeriod, parseDay, today } from "@/lib/shared/dates";
import { onOneLine } from "@/lib/shared/typed";
import { checkPaymentReference } from "./payment-reference";
import type { SigningWish } from "./signing/wish";
import { signingWishOf } from "./signing/wish-input";
import { isStream, type StreamTraits, streams } from "./streams";

export type { Signatory, SigningWish } from "./signing/wish";

/** Everything that staff say about a document when they put it before its approvers. */
export type Publication = {
  organisationId: string;
  stream: Stream;
  /** Uploads: what the client reads, what figures are read from, and what goes with it to the recipient. */
  attachment: string;
  data: string | null;
  annexes: string[];
  /** Null where the data says it. */
  period: FilingPeriod | null;
  label: string | null;
  /** Cents by the key of the figure, for what no file says, or what a file leaves out. */
  typed: Record<string, number>;
  details: Record<string, string>;
  approveBy: string | null;
  fileBy: string | null;
  expiresOn: string | null;
  waitsFor: string | null;
  paymentReference: string | null;
  /** One of those with the right, or each of these accounts. */
  approvers: "anyone" | string[];
  /** Who signs, where it is signed and not approved; those are its approvers then. */
  signing: SigningWish | null;
  note: string | null;
  /** Surprises that the member of staff has answered "yes, it is right" to. */
  confirmed: string[];
  /** The document of which this is a new version. */
  replaces: string | null;
};

/** An assessment is paid within the year at most: so many months. */
const mostInstalments = 12;
type Most = 40 | 60 | 80 | 1000;
/** What is longer than fits is refused at its field, with how much fits. */
const text = (most: Most) => z.string().trim().max(most, `at-most-${most}`).default("");
/** A title, a subject of a mail: without line ends, and without what cannot be seen. */
const line = (most: Most) =>
  z
    .string()
    .transform(onOneLine)
    .pipe(z.string().max(most, `at-most-${most}`))
    .default("");
/** Of what is longer than any date or number of months enough stays to be none. */
const short = (most: number) =>
  z
    .string()
    .trim()
    .transform((typed) => typed.slice(0, most))
    .default("");
const date = short(11);
const list = z.union([z.string(), z.array(z.string())]).optional();
const many = (value: string | string[] | undefined) => [value ?? []].flat();
const maybeId = z.union([z.uuid(), z.literal("")]).default("");

/** The form "Stuk klaarzetten". Dates are optional here; which of them a stream needs is asked below. */
export const publishInput = z
  .object({
    organisatie: z.uuid("choose-organisation"),
    soort: z.string().refine(isStream, "choose-stream"),
    bijlage: z.uuid("choose-pdf"),
    gegevens: maybeId,
    bijlagen: list,
    tijdvakVan: date,
    tijdvakTot: date,
    boekjaarVan: date,
    boekjaarTot: date,
    omschrijving: line(80),
    goedkeurenUiterlijk: date,
    indienenUiterlijk: date,
    verlooptOp: date,
    wachtOp: maybeId,
    betalingskenmerk: text(40),
    akkoord: z.enum(["een", "allen"]).default("een"),
    akkoordVan: list,
    toelichting: text(1000),
    nummer: line(60),
    datum: date,
    bezwaarUiterlijk: date,
    betalenUiterlijk: date,
    termijnen: short(3),
    bank: line(60),
    bevestigd: list,
    ondertekenaar: list,
    vervangt: maybeId,
  })
  .catchall(z.string())
  .transform((form, issues): Publication => {
    const fault = (path: string, message: string) =>
      issues.addIssue({ code: "custom", path: [path], message });
    const stream = form.soort as Stream;
    const traits = streams[stream];
    const day = (name: DayField) => {
      if (form[name] === "") return null;
      const read = parseDay(form[name]);
      if (!read) fault(name, "day");
      return read;
    };
    const [approveBy, fileBy, expiresOn] = [
      day("goedkeurenUiterlijk"),
      day("indienenUiterlijk"),
      day("verlooptOp"),
    ];
    if (traits.approvers !== "nobody" && form.goedkeurenUiterlijk === "") fault("goedkeurenUiterlijk", "day");
    // What is paid with the return has to be there by that day: without it the client would not know when.
    if (traits.paid === "on-return" && form.indienenUiterlijk === "") fault("indienenUiterlijk", "day");
    // Of what is late already the approval can only be asked by a day after the legal one.
    const lateAlready = fileBy !== null && fileBy < today(now());
    if (approveBy && fileBy && approveBy > fileBy && !lateAlready)
      fault("goedkeurenUiterlijk", "approve-after-file");
    if (expiresOn && expiresOn < today(now())) fault("verlooptOp", "expires-in-past");
    else if (expiresOn && approveBy && expiresOn < approveBy) fault("verlooptOp", "expires-before-approve");
    if (form.gegevens === "" && traits.data === "required") fault("gegevens", "choose-xbrl");

    const typed: Record<string, number> = {};
    for (const { labelKey, amount } of traits.typed) {
      const name = `bedrag-${labelKey}`;
      const cents = parseEuros(form[name] ?? "");
      if (cents === "nothing") {
        // A file may leave figures out; without one there is nothing else to go by.
        if (amount && form.gegevens === "") fault(name, "amount");
      } else if (cents === null) fault(name, "amount");
      else typed[labelKey] = cents;
    }
    const reference = form.betalingskenmerk === "" ? null : checkPaymentReference(form.betalingskenmerk);
    if (reference && !reference.ok) fault("betalingskenmerk", "payment-reference");
    const signing = signingWishOf(form, traits, fault);
    if (!signing && form.akkoord === "allen" && many(form.akkoordVan).length === 0)
      fault("akkoordVan", "choose-approvers");
    const details = detailsOf(form, traits.details, day, fault);
    const bank = traits.details.includes("bank");
    return {
      organisationId: form.organisatie,
      stream,
      attachment: form.bijlage,
      data: form.gegevens || null,
      annexes: many(form.bijlagen).filter(Boolean),
      period: form.gegevens === "" ? periodOf(form, traits, fault) : null,
      // A credit report is called after its bank.
      label: (bank ? form.bank : form.omschrijving) || null,
      typed,
      details,
      approveBy: traits.approvers === "nobody" ? null : approveBy,
      fileBy,
      expiresOn,
      waitsFor: form.wachtOp || null,
      paymentReference: reference?.ok ? reference.value : null,
      signing,
      approvers: !signing && form.akkoord === "allen" ? [...new Set(many(form.akkoordVan))] : "anyone",
      note: form.toelichting || null,
      confirmed: many(form.bevestigd),
      replaces: form.vervangt || null,
    };
  });

type DayField =
  | ("goedkeurenUiterlijk" | "indienenUiterlijk" | "verlooptOp")
  | ("datum" | "bezwaarUiterlijk" | "betalenUiterlijk");
type Fault = (path: string, message: string) => void;

function detailsOf(
  form: { nummer: string; bank: string; datum: string; termijnen: string },
  wanted: readonly string[],
  day: (name: DayField) => string | null,
  fault: Fault,
): Record<string, string> {
  const details: Record<string, string> = {};
  if (wanted.includes("number") && form.nummer) details.number = form.nummer;
  if (wanted.includes("bank")) {
    if (form.bank === "") fault("bank", "bank");
    else details.bank = form.bank;
  }
  if (wanted.includes("documentDate")) {
    const documentDate = day("datum");
    if (form.datum === "") fault("datum", "day");
    if (documentDate) details.documentDate = documentDate;
  }
  const objectBy = wanted.includes("objectBy") ? day("bezwaarUiterlijk") : null;
  if (objectBy) details.objectBy = objectBy;
  const payBy = wanted.includes("payBy") ? day("betalenUiterlijk") : null;
  if (payBy) details.payBy = payBy;
  if (wanted.includes("instalments") && form.termijnen) {
    const count = /^\d+$/.test(form.termijnen) ? Number(form.termijnen) : 0;
    if (count < 1 || count > mostInstalments) fault("termijnen", "instalments");
    else details.instalments = String(count);
  }
  return details;
}

/** Longer than a first financial year may be: it can begin in one year and end with the next. */
const MONTHS_OF_LONGEST_YEAR = 24;

/**
 * A year asks for one field, or for the days of a financial year that is no calendar year; a day for its date;
 * everything else from when until when.
 */
function periodOf(
  form: Record<"tijdvakVan" | "tijdvakTot" | "boekjaarVan" | "boekjaarTot" | "datum", string>,
  { period: length, details }: Pick<StreamTraits, "period" | "details">,
  fault: Fault,
): FilingPeriod | null {
  if (length === "year" && (form.boekjaarVan !== "" || form.boekjaarTot !== "")) {
    const span = spanOf(form, "boekjaarVan", "boekjaarTot", fault);
    if (!span || addMonths(span.start, MONTHS_OF_LONGEST_YEAR) > span.end) return span;
    fault("boekjaarTot", "financial-year");
    return null;
  }
  if (length === "year") {
    const year = /^(?:19|20)\d{2}$/.exec(form.tijdvakVan.slice(0, 4))?.[0];
    if (year) return { start: `${year}-01-01`, end: `${year}-12-31` };
    fault("tijdvakVan", "year");
    return null;
  }
  if (length === "day") {
    const field = details.includes("documentDate") ? "datum" : "tijdvakVan";
    const on = parseDay(form[field]);
    // The date of a letter is asked for, and missed, among its details.
    if (!on && field === "tijdvakVan") fault(field, "day");
    return on && { start: on, end: on };
  }
  return spanOf(form, "tijdvakVan", "tijdvakTot", fault);
}

function spanOf<F extends string>(form: Record<F, string>, from: F, until: F, fault: Fault) {
  const [start, end] = [parseDay(form[from]), parseDay(form[until])];
  if (!start) fault(from, "day");
  if (!end) fault(until, "day");
  if (start && end && start > end) fault(until, "period-backwards");
  return start && end && start <= end ? { start, end } : null;
}

/** "4.812", "−1.246,50" or "€ 12": cents; null when it is no amount, "nothing" when the field is empty. */
export function parseEuros(typed: string): number | null | "nothing" {
  const plain = typed.replace(/[\s€\u00a0]/g, "").replace(/[−–]/g, "-");
  if (plain === "") return "nothing";
  const found = /^(-?)(\d{1,3}(?:\.\d{3}){0,4}|\d{1,13})(?:,(\d{1,2}))?$/.exec(plain);
  if (!found) return null;
  const [, sign, euros = "", cents = ""] = found;
  const value = Number(euros.replaceAll(".", "")) * 100 + Number(cents.padEnd(2, "0"));
  return sign && value > 0 ? -value : value;
}

import type { FigureLine } from "./returns/shapes";
import type { Figures, OtherVersion } from "./shapes";
import type { RubricRow } from "./vat/figures";

/** What stands at one place of a document: an amount in cents, or words. */
export type Said = { cents: number } | { text: string };

/** One place in which two versions differ; null where one of them says nothing. */
export type Change = { before: Said | null; after: Said | null } & (
  | { what: "amount" }
  /** A box of a VAT return. */
  | { what: "box"; code: string; labelKey: string; part: "turnover" | "vat" }
  /** Any other figure, by its key in the message file `figures`. */
  | { what: "line"; labelKey: string; name: string | null; group: string | null }
);

/** What stands around the figures and differs; null where one of the versions does not say it. */
export type TermChange = { before: string | null; after: string | null } & (
  | { what: "title" | "payBy" | "paymentReference" | "attachment" | "data" | "annexes" }
  /** One of `details` in the message file, such as until when one may object. */
  | { what: "detail"; key: string }
);

type Version = { figures: Figures; amount: number | null };

/**
 * With which earlier version one is compared: with the last that this person decided about, for that is what they know;
 * else with the one before it. Null for the first.
 */
export function comparedWith({
  version,
  versions,
}: {
  version: number;
  versions: readonly Pick<OtherVersion, "version" | "decidedByMe">[];
}): { version: number; decidedByMe: boolean } | null {
  if (version === 1) return null;
  const known = versions.filter((one) => one.version < version && one.decidedByMe);
  return known.length > 0
    ? { version: Math.max(...known.map((one) => one.version)), decidedByMe: true }
    : { version: version - 1, decidedByMe: false };
}

/**
 * Where a version differs from an earlier one (B13): the amount first, then its figures in the order in which the
 * document has them, what is new among them, and last what is gone.
 */
export function compareVersions(before: Version, after: Version): Change[] {
  const was = placesOf(before.figures);
  const is = placesOf(after.figures);
  const changes: Change[] = [];
  const amounts = { before: amountOf(before.amount), after: amountOf(after.amount) };
  if (differs(amounts.before, amounts.after)) changes.push({ what: "amount", ...amounts });
  for (const key of new Set([...is.keys(), ...was.keys()])) {
    const place = is.get(key)?.place ?? was.get(key)?.place;
    const said = { before: was.get(key)?.said ?? null, after: is.get(key)?.said ?? null };
    if (place && differs(said.before, said.after)) changes.push({ ...place, ...said });
  }
  return changes;
}

type File = { name: string; sha256: string };
type Terms = {
  /** What it is called, which says what it is about. */
  title: string;
  payBy: string | null;
  paymentReference: string | null;
  details: Record<string, string>;
  attachment: File;
  /** The XBRL or XML, and what goes with it to the recipient. */
  data: File | null;
  annexes: File[];
};

/**
 * Where what stands around the figures differs: what it is called, when and how to pay, what a letter says of itself, and
 * its files.
 */
export function compareTerms(before: Terms, after: Terms): TermChange[] {
  const keys = new Set([...Object.keys(after.details), ...Object.keys(before.details)]);
  // The day of paying is said once, and only where there is something to pay.
  keys.delete("payBy");
  const changes: TermChange[] = [
    { what: "title", before: before.title, after: after.title },
    { what: "payBy", before: before.payBy, after: after.payBy },
    { what: "paymentReference", before: before.paymentReference, after: after.paymentReference },
    ...[...keys].map((key) => ({
      what: "detail" as const,
      key,
      before: before.details[key] ?? null,
      after: after.details[key] ?? null,
    })),
  ];
  return [
    ...changes.filter((change) => change.before !== change.after),
    ...fileChange("attachment", [before.attachment], [after.attachment]),
    ...fileChange("data", [before.data ?? []].flat(), [after.data ?? []].flat()),
    ...fileChange("annexes", before.annexes, after.annexes),
  ];
}

/** Of one name, and yet another file: the bytes decide. */
function fileChange(what: "attachment" | "data" | "annexes", before: File[], after: File[]): TermChange[] {
  const hashes = (all: File[]) => all.map(({ sha256 }) => sha256).join();
  const names = (all: File[]) => all.map(({ name }) => name).join(", ") || null;
  return hashes(before) === hashes(after) ? [] : [{ what, before: names(before), after: names(after) }];
}

type Box = { what: "box"; code: string; labelKey: string; part: "turnover" | "vat" };
type Line = { what: "line"; labelKey: string; name: string | null; group: string | null };

function placesOf(figures: Figures): Map<string, { place: Box | Line; said: Said }> {
  const all = figures.kind === "vat" ? figures.rows.flatMap(boxesOf) : figures.lines.flatMap(lineOf);
  const places = new Map<string, { place: Box | Line; said: Said }>();
  for (const one of all) {
    const key = JSON.stringify(one.place);
    // Two lines of one name are told apart by their turn.
    let turn = 0;
    while (places.has(`${key}${turn}`)) turn++;
    places.set(`${key}${turn}`, one);
  }
  return places;
}

function boxesOf({ code, labelKey, turnover, vat }: RubricRow): { place: Box; said: Said }[] {
  const boxes: { place: Box; said: Said }[] = [];
  const box = { what: "box", code, labelKey } as const;
  if (turnover !== null) boxes.push({ place: { ...box, part: "turnover" }, said: { cents: turnover } });
  if (vat !== null) boxes.push({ place: { ...box, part: "vat" }, said: { cents: vat } });
  return boxes;
}

function lineOf({ labelKey, name, group, cents, text }: FigureLine): { place: Line; said: Said }[] {
  const said = cents !== undefined ? { cents } : text !== undefined ? { text } : null;
  if (!said) return [];
  return [{ place: { what: "line", labelKey, name: name ?? null, group: group ?? null }, said }];
}

function amountOf(cents: number | null): Said | null {
  return cents === null ? null : { cents };
}

function differs(one: Said | null, other: Said | null): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

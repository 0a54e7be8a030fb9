import type { SaxesTagNS } from "saxes";
import { readXml, type XmlHandler, type XmlRefusal } from "@/lib/approvals/xbrl/xml";
import { type Result, refuse } from "@/lib/shared/result";

/** What a payroll tax return says outside its employments, by the names of the elements. */
export type PayrollXml = {
  /** Such as "loonaangifte-2026-01", after the schema that it follows. */
  taxonomy: string;
  employer: Map<string, string>;
  period: Map<string, string>;
  /** The totals of all employments together. */
  collective: Map<string, string>;
  /** What earlier periods are corrected by, each on its own. */
  corrections: string[];
  employments: number;
  /** One element says two things. */
  contradictory: boolean;
};

const SCHEMA = /^http:\/\/xml\.belastingdienst\.nl\/schemas\/Loonaangifte\/(\d{4})\/(\d{2})$/;
const EMPLOYER = "Loonaangifte/AdministratieveEenheid";
const PERIOD = `${EMPLOYER}/TijdvakAangifte`;
/** A whole return, or an addition to one that was sent before. */
const KINDS = [`${PERIOD}/VolledigeAangifte`, `${PERIOD}/AanvullendeAangifte`];
const EMPLOYMENTS = KINDS.map((kind) => `${kind}/InkomstenverhoudingInitieel`);
const CORRECTIONS = KINDS.map((kind) => `${kind}/CollectieveAangifte/SaldoCorrectiesVoorgaandTijdvak`);
/** Where something is read. What lies deeper or elsewhere is about employees and passes by unread. */
const PLACES = new Map<string, "employer" | "period" | "collective" | "corrections">([
  [EMPLOYER, "employer"],
  [PERIOD, "period"],
  ...KINDS.map((kind) => [`${kind}/CollectieveAangifte`, "collective"] as const),
  ...CORRECTIONS.map((place) => [place, "corrections"] as const),
]);
const PATHS = new Set(["Loonaangifte", ...KINDS, ...EMPLOYMENTS, ...PLACES.keys()]);

/** The year and number in the namespace of a payroll tax return; null for any other. */
export function payrollSchema(namespace: string): string | null {
  const [, year, number] = SCHEMA.exec(namespace) ?? [];
  return year && number ? `loonaangifte-${year}-${number}` : null;
}

/** Walks through a payroll tax return without keeping anything of the people in it. */
export function readPayrollXml(
  bytes: Uint8Array,
): Result<{ xml: PayrollXml }, XmlRefusal | "unknown-document"> {
  const read = readXml<Collector, "unknown-document">(
    bytes,
    (_, stop) => new Collector(() => stop("unknown-document")),
    { latin1: true },
  );
  if (!read.ok) return read;
  return read.handler.xml.taxonomy ? { ok: true, xml: read.handler.xml } : refuse("unknown-document");
}

/** `path` is null off the paths that are known: names out of a file are never strung together without end. */
type OpenElement = { name: string; path: string | null; text: string; hasChildren: boolean };

class Collector implements XmlHandler {
  readonly xml: PayrollXml = {
    taxonomy: "",
    employer: new Map(),
    period: new Map(),
    collective: new Map(),
    corrections: [],
    employments: 0,
    contradictory: false,
  };
  private namespace = "";
  private readonly open_: OpenElement[] = [];

  constructor(private readonly refuse: () => never) {}

  open({ uri, local: name }: SaxesTagNS): void {
    const parent = this.open_.at(-1);
    if (!parent) {
      this.namespace = uri;
      this.xml.taxonomy = (name === "Loonaangifte" && payrollSchema(uri)) || this.refuse();
    }
    // An element of somebody else's may bear any of our names.
    if (uri !== this.namespace) this.refuse();
    if (parent) parent.hasChildren = true;
    const path = parent ? parent.path && `${parent.path}/${name}` : name;
    if (path && EMPLOYMENTS.includes(path)) this.xml.employments++;
    this.open_.push({ name, path: path && PATHS.has(path) ? path : null, text: "", hasChildren: false });
  }

  text(part: string): void {
    const element = this.open_.at(-1);
    const place = this.open_.at(-2)?.path;
    if (element && place && PLACES.has(place)) element.text += part;
  }

  close(): void {
    const element = this.open_.pop();
    const place = PLACES.get(this.open_.at(-1)?.path ?? "");
    if (!element || !place || element.hasChildren) return;
    const { name, text } = element;
    const value = text.trim();
    if (place === "corrections") {
      if (name === "Saldo") this.xml.corrections.push(value);
      return;
    }
    const values = this.xml[place];
    if ((values.get(name) ?? value) !== value) this.xml.contradictory = true;
    values.set(name, value);
  }
}

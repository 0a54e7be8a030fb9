/** A qualified name: `bd-i:ContactType` after its prefix was looked up. */
export type XbrlName = { namespace: string; name: string };

/** Dates as they stand in the file: XBRL also allows a moment there. */
export type XbrlPeriod =
  | { kind: "duration"; start: string; end: string }
  | { kind: "instant"; at: string }
  | { kind: "forever" };

export type XbrlContext = {
  entity: { scheme: string; identifier: string };
  period: XbrlPeriod;
  /** What sets contexts of one entity and period apart, such as company and consolidated, or a number that was typed. */
  dimensions: { dimension: string; member: string }[];
};

/** One measure in the usual case; `per` is what is divided by, as in EUR per share. */
export type XbrlUnit = { measures: XbrlName[]; per: XbrlName[] };

/** An element that holds facts which belong together; `id` sets it apart from others of the same name. */
export type XbrlTuple = XbrlName & { id: number };

/** One reported value, within tuples too. `value` is null when the file says it is nil. */
export type XbrlFact = XbrlName & {
  contextRef: string;
  unitRef: string | null;
  decimals: string | null;
  value: string | null;
  /** The innermost tuple around it; not there for most facts. */
  tuple?: XbrlTuple;
};

/** Maps and not objects: the keys are ids out of a stranger's file. */
export type XbrlInstance = {
  schemaRef: string | null;
  contexts: Map<string, XbrlContext>;
  units: Map<string, XbrlUnit>;
  facts: XbrlFact[];
};

export const NAMESPACES = {
  instance: "http://www.xbrl.org/2003/instance",
  linkbase: "http://www.xbrl.org/2003/linkbase",
  dimensions: "http://xbrl.org/2006/xbrldi",
  currency: "http://www.xbrl.org/2003/iso4217",
  xlink: "http://www.w3.org/1999/xlink",
  schemaInstance: "http://www.w3.org/2001/XMLSchema-instance",
} as const;

/** A calendar day without time or zone, `YYYY-MM-DD`. Deadlines are days, moments are `Date`. */
export type PlainDate = string & { readonly __plainDate?: never };

/** The span a return is about; both days included. */
export type FilingPeriod = { start: PlainDate; end: PlainDate };

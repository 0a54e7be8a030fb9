import type { FilingState, Stream } from "@/db/schema/approvals";
import { withoutNul } from "@/lib/shared/typed";
import { undecided } from "./rules";
import { isStream } from "./streams";

/** What a list is narrowed to; null is "[Alle]". */
export type Filters = {
  states: readonly FilingState[] | null;
  /** Of what is to be decided: only what this person put ready to be sent, or only what they did not; null is both. */
  ready: boolean | null;
  /** Of what is to be read: only what this person opened, or only what they did not; null is both. */
  read: boolean | null;
  year: number | null;
  stream: Stream | null;
  /** Words that must all be found, in lower case and NFC. */
  words: string[];
};

/**
 * The choices of "Status", by the key that stands in the URL; each is a word that people know. Of what is to be decided
 * it is the document's state: what a client sees there is their own turn, see `parseFilters`.
 */
export const statusFilters = {
  open: ["open"],
  klaar: ["readyToSend"],
  afgekeurd: ["rejected"],
  afgerond: ["completed"],
  onderweg: ["approved", "delivered", "outcomeUnknown", "notDelivered"],
  akkoord: ["acceptedByRecipient"],
  geweigerd: ["refusedByRecipient"],
  zonder: ["filedWithoutApproval"],
  ingetrokken: ["withdrawn"],
  verlopen: ["expired"],
  lezen: ["toRead"],
} as const satisfies Record<string, readonly FilingState[]>;

type StatusFilter = keyof typeof statusFilters;

/** The choices as they are offered: what one has read is the same state as what one has to read, see `parseFilters`. */
export const statusChoices = [...(Object.keys(statusFilters) as StatusFilter[]), "gelezen"] as const;

/** The filters as they stand in the URL: `status`, `jaar`, `type` and `zoek`. */
export type FilterQuery = Partial<Record<"status" | "jaar" | "type" | "zoek", string | string[]>>;

/**
 * Reads a client's filters out of a URL. One director may have put ready to be sent what the other still has to approve:
 * each finds it under what their own list calls it, and so it is with what one of them has read. Whatever is no filter
 * of ours counts as "[Alle]", as it does for a person who edits it.
 */
export function parseFilters(query: FilterQuery): Filters {
  const { status, jaar, type, zoek } = query;
  const known = typeof status === "string" && Object.hasOwn(statusFilters, status);
  // As `searchTextOf` writes what they are looked for in.
  const said = typeof zoek === "string" ? withoutNul(zoek).slice(0, 200).toLowerCase().normalize("NFC") : "";
  const turn = status === "open" || status === "klaar";
  const reading = status === "lezen" || status === "gelezen";
  return {
    states: turn
      ? undecided
      : reading
        ? statusFilters.lezen
        : known
          ? statusFilters[status as StatusFilter]
          : null,
    ready: turn ? status === "klaar" : null,
    read: reading ? status === "gelezen" : null,
    year: typeof jaar === "string" && /^(19|20)\d{2}$/.test(jaar) ? Number(jaar) : null,
    stream: isStream(type) ? type : null,
    words: said.split(/\s+/).filter(Boolean).slice(0, 8),
  };
}

/** Whether anything is left out. */
export function isNarrowed({ states, year, stream, words }: Filters): boolean {
  return states !== null || year !== null || stream !== null || words.length > 0;
}

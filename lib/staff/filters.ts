import {
  type FilterQuery,
  type Filters,
  isNarrowed,
  parseFilters,
  statusFilters,
} from "@/lib/approvals/filters";
import { undecided } from "@/lib/approvals/rules";

/** What the firm's list is narrowed to: what a client can choose too, and the heaps of work that only staff know. */
export type StaffFilters = Filters & {
  /**
   * unfiled: approved, and not yet filed in the tax package. late: past a date, so not decided by the cut-off, or
   * approved and not filed by the legal date. call: the last reminder was sent, and somebody still has to decide (B7).
   * sign: this colleague is the accountant whose signature is asked for. stuck: on the way to the KvK or a bank and not without somebody here, or waiting for what nobody can approve.
   */
  heap?: "unfiled" | "filed" | "late" | "call" | "stuck" | "sign";
};

const heaps = {
  indienen: "unfiled",
  ingediend: "filed",
  telaat: "late",
  bellen: "call",
  aanlevering: "stuck",
  tekenen: "sign",
} as const;

/** The choices of "Status" for staff, by the key in the URL. The first seven are heaps of work, and tabs above the list. */
export const staffStatuses = [
  ...(["wacht", "tekenen", "bellen", "afgekeurd", "indienen", "telaat", "aanlevering"] as const),
  ...(["klaar", "afgerond", "ingediend", "onderweg", "akkoord", "geweigerd"] as const),
  ...(["zonder", "ingetrokken", "verlopen", "lezen"] as const),
];
export type StaffStatus = (typeof staffStatuses)[number];

/** The status in a URL; whatever is no status of ours counts as "[Alle]". */
export function statusOf({ status }: FilterQuery): StaffStatus | null {
  return staffStatuses.find((known) => known === status) ?? null;
}

/** Reads the filters of the firm's list out of a URL. */
export function parseStaffFilters(query: FilterQuery): StaffFilters {
  const status = statusOf(query);
  const filters = parseFilters({ jaar: query.jaar, type: query.type, zoek: query.zoek });
  if (status === null) return filters;
  if (status === "wacht") return { ...filters, states: undecided };
  if (isHeap(status)) return { ...filters, heap: heaps[status] };
  return { ...filters, states: statusFilters[status] };
}

function isHeap(status: StaffStatus): status is keyof typeof heaps {
  return Object.hasOwn(heaps, status);
}

/** Whether anything is left out. */
export function staffNarrowed(filters: StaffFilters): boolean {
  return isNarrowed(filters) || filters.heap !== undefined;
}

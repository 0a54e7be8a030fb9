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
  /** Approved, and not yet filed in the tax package. */
  unfiled: boolean;
  filed: boolean;
  /** Past a date: not decided by the cut-off, or approved and not filed by the legal date. */
  late: boolean;
};

/** The choices of "Status" for staff, by the key in the URL. The first four are heaps of work, and tabs above the list. */
export const staffStatuses = [
  ...(["wacht", "afgekeurd", "indienen", "telaat"] as const),
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
  const filters = {
    ...parseFilters({ ...query, status: undefined }),
    unfiled: status === "indienen",
    filed: status === "ingediend",
    late: status === "telaat",
  };
  if (status === "wacht") return { ...filters, states: undecided };
  const states = status && Object.hasOwn(statusFilters, status);
  return states ? { ...filters, states: statusFilters[status as keyof typeof statusFilters] } : filters;
}

/** Whether anything is left out. */
export function staffNarrowed(filters: StaffFilters): boolean {
  return isNarrowed(filters) || filters.unfiled || filters.filed || filters.late;
}

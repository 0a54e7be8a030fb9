import { expect, it } from "vitest";
import { startOf } from "@/app/admin/stukken/nieuw/start";
import { DEADLINE_POLICY } from "@/lib/approvals/deadlines";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import type { Prepared } from "@/lib/staff/prepare";

const prepared = { reading: null, policy: DEADLINE_POLICY, adoptions: [] } as unknown as Prepared;
const before = (fileBy: string) =>
  ({
    period: { start: "2026-10-01", end: "2026-10-31" },
    fileBy,
    expiresOn: null,
    details: {},
  }) as StaffFilingDetail;

it.each([
  ["what is left before the same legal date", "2026-11-30", "2026-11-27", "2026-11-27"],
  ["no later than the date of the version before", "2027-01-05", "2026-11-24", "2027-01-05"],
  ["a day that is still to come, where that date is over", "2026-11-20", "2026-11-24", "2027-01-15"],
])("a new version is asked for by %s", (_what, fileBy, day, approveBy) => {
  const stream = fileBy === "2026-11-30" ? "vat" : "vatCorrection";
  expect(startOf(stream, prepared, before(fileBy), day).dates).toMatchObject({ approveBy, fileBy });
});

it("a publication is due eight days after its accounts were adopted, and by no other year's", () => {
  const adoptions = [
    { yearEnd: "2024-12-31", on: "2026-05-01" },
    { yearEnd: "2025-12-31", on: "2026-06-10" },
  ];
  const { dates } = startOf("filingAccounts", { ...prepared, adoptions }, null, "2026-06-11");
  expect(dates.fileBy).toBe("2026-06-18");
  expect(startOf("filingAccounts", prepared, null, "2026-06-11").dates.fileBy).toBe("2026-12-31");
});

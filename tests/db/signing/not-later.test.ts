import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { sendLater } from "@/lib/approvals/later";
import { aCast } from "@/tests/support/cast";
import { clientAt } from "@/tests/support/people";
import { aSigner, aSigning } from "@/tests/support/signing/a-signing";

const cast = aCast();

describe("Later verzenden", () => {
  it("does not exist for what is signed, whatever a form says", async () => {
    const id = await aSigning(cast.sander, cast.bakery, {
      label: "niet later",
      signers: [aSigner(cast.marieke.accountId)],
    });
    const later = await inScope(clientAt(cast.marieke, cast.bakery), (ctx) => sendLater(ctx, id, 1, {}));
    expect(later).toEqual({ ok: false, reason: "not-found" });
    const rows = await cast.owner()`select turn from filing_approvers where filing_id = ${id}`;
    expect(rows.map(({ turn }) => turn)).toEqual(["asked"]);
  });
});

import { describe, expect, it } from "vitest";
import { followingKey } from "@/components/approvals/following-key";
import type { FilingState, Stream } from "@/lib/approvals/shapes";
import en from "@/messages/en/approvals.json";
import nl from "@/messages/nl/approvals.json";

const filed = new Date("2026-11-25T10:00:00Z");

function said(stream: Stream, state: FilingState, filedAt: Date | null = null, words: object = nl): string {
  const path = followingKey({ stream, state, filedAt }, 1).split(".");
  return String(path.reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], words));
}

describe("what is said afterwards to somebody who approved", () => {
  it.each<[FilingState, Stream, RegExp]>([
    ["open", "vat", /Uw deel is klaar\. \{names\}/],
    ["completed", "vat", /^\{firm\} dient de aangifte in\.$/],
    ["rejected", "vat", /^Iemand anders keurde dit stuk af op \{day\}\. \{firm\} past het aan\.$/],
    ["expired", "vat", /verliep/],
    ["filedWithoutApproval", "vat", /Uw akkoord blijft bewaard/],
    ["replaced", "vat", /nieuwe versie/],
    ["withdrawn", "vat", /ingetrokken/],
    ["approved", "filingAccounts", /gaan nu direct naar de Kamer van Koophandel/],
    ["delivered", "filingAccounts", /zijn naar de Kamer van Koophandel verzonden/],
    ["acceptedByRecipient", "filingAccounts", /^De Kamer van Koophandel heeft uw stukken ontvangen/],
    ["delivered", "creditReport", /zijn naar de bank verzonden/],
    ["acceptedByRecipient", "creditReport", /^De bank heeft uw stukken ontvangen/],
    ["refusedByRecipient", "creditReport", /Niet aangenomen/],
    ["outcomeUnknown", "filingAccounts", /zoekt uit/],
    ["notDelivered", "filingAccounts", /Nog niet verzonden/],
  ])("of what is %s (%s) is how it stands", (state, stream, expected) => {
    expect(said(stream, state)).toMatch(expected);
    expect(said(stream, state, null, en)).not.toBe("undefined");
  });

  it("is that it was filed, once it was", () => {
    expect(said("vat", "completed", filed)).toBe("{firm} heeft de aangifte ingediend.");
    expect(said("vat", "rejected", filed)).toContain("keurde dit stuk af");
  });
});

import { expect, it } from "vitest";
import { signedBy } from "@/lib/approvals/signing/missing";

it("parts who signed from whom it goes on without, and says for whom", () => {
  const seat = (
    name: string | null,
    turn: "approved" | "dropped" | "asked",
    onBehalfOf: string | null = null,
  ) => ({
    ...{ name, turn, onBehalfOf },
  });
  const seats = [
    seat("Marieke van Dijk", "approved"),
    seat("Marieke van Dijk", "dropped", "Van Dijk Holding B.V."),
    seat("Pieter van Dijk", "dropped"),
    seat("Jan", "asked"),
    seat(null, "approved"),
  ];
  expect(signedBy(seats)).toEqual({
    signed: ["Marieke van Dijk"],
    missing: ["Marieke van Dijk (Van Dijk Holding B.V.)", "Pieter van Dijk"],
  });
});

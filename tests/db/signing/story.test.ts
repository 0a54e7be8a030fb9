import { beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";

const { owner } = testDatabase();

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"), { signed: true });
  setClock(null);
});

describe("the story with what is signed", () => {
  it("has annual accounts that the accountant signed, and that wait for both directors", async () => {
    const rows = await owner()`select s.party, s.step, s.turn, s.name, g.state as put from filing_approvers s
      join filings f on f.firm_id = s.firm_id and f.id = s.filing_id
      left join signatures g on g.firm_id = s.firm_id and g.filing_id = s.filing_id and g.seat = s.seat
      where f.stream = 'annualAccounts' order by s.seat`;
    expect([...rows]).toEqual([
      { party: "accountant", step: 0, turn: "approved", name: "Sander Hoekstra", put: "put" },
      { party: "client", step: 1, turn: "asked", name: "Marieke van Dijk", put: null },
      { party: "client", step: 1, turn: "asked", name: "Pieter van Dijk", put: null },
    ]);
  });
});

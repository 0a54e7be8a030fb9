import { expect, it } from "vitest";
import { banksOf, publishByStaff } from "@/lib/staff/publish";
import { aCast } from "@/tests/support/cast";
import { connectBank, reportFor } from "@/tests/support/deliveries";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const unanswered = { ok: false, reason: "confirm-first", questions: ["bank-without-channel"] };

it("a colleague who may not see how a channel is set up still knows the names of the banks", async () => {
  expect(cast.sander.reach).toBe("portfolio");
  await connectBank(cast.sander.firmId, kvk.digipoort, "ING");
  expect(await banksOf(cast.sander)).toEqual(["ING", "Rabobank"]);
  await cast.owner()`update delivery_channels set enabled = false where recipient = 'Rabobank'`;
  expect(await banksOf(cast.sander)).toEqual(["ING"]);
  await cast.owner()`update delivery_channels set enabled = true`;
  // Another firm has its own.
  const [other] = await cast.owner()`select id from firms where slug = 'devries'`;
  expect(await banksOf({ ...cast.sander, firmId: other?.id })).toEqual([]);
});

it("a bank that nothing can be delivered to is asked about before the client is, and may be right", async () => {
  await connectBank(cast.sander.firmId, kvk.digipoort, "ING");
  const wish = await reportFor(cast.sander, cast.bakery, "ING Bank", 2018);
  expect(await publishByStaff(cast.sander, wish)).toEqual(unanswered);
  const known = { ...wish, label: "ING", details: { bank: "ING" } };
  expect(await publishByStaff(cast.sander, known)).toMatchObject({ ok: true });

  const other = await reportFor(cast.sander, cast.bakery, "ing", 2018);
  expect(await publishByStaff(cast.sander, other)).toEqual(unanswered);
  const sure = { ...other, confirmed: [...other.confirmed, "bank-without-channel"] };
  expect(await publishByStaff(cast.sander, sure)).toMatchObject({ ok: true });
});

it("a channel that was switched off is none; and what goes to no bank is asked nothing", async () => {
  await connectBank(cast.sander.firmId, kvk.digipoort, "ING");
  await cast.owner()`update delivery_channels set enabled = false where recipient = 'ING'`;
  const wish = await reportFor(cast.sander, cast.bakery, "ING", 2017);
  expect(await publishByStaff(cast.sander, wish)).toEqual(unanswered);
  // A report to a bank is no annual accounts: these come without a file here.
  const annual = {
    ...wish,
    ...({ stream: "annualAccounts", label: null, details: {}, data: null } as const),
    period: { start: "2017-01-01", end: "2017-12-31" },
  };
  expect(await publishByStaff(cast.sander, annual)).toMatchObject({ ok: true });
});

import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { sendLater, takeBack } from "@/lib/approvals/later";
import { planUnsent } from "@/lib/approvals/reminders";
import { setClock } from "@/lib/ports/clock";
import { aCast } from "@/tests/support/cast";
import { clientAt } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";

const cast = aCast();
const { at, mails, subjects, paper, decided } = aPost(cast);
const mariekes = () => clientAt(cast.marieke, cast.bakery);
const day = (number: number) => `2026-12-${String(number).padStart(2, "0")}`;

/** Published on 25 November, to be approved by this day of December. */
async function published(approveBy: number, label = "een"): Promise<string> {
  await at("2026-11-25", "14:00:00");
  const id = await paper(label, { approveBy: day(approveBy), fileBy: day(approveBy + 2) });
  await at("2026-11-25", "14:05:00");
  return id;
}
const putOff = async (...ids: string[]) => {
  for (const id of ids)
    expect(await inScope(mariekes(), (ctx) => sendLater(ctx, id, 1, {}))).toEqual({ ok: true });
};

const hours = ["09:00", "09:10", "10:00", "16:00", "17:00", "17:10", "18:00", "19:59"];
/**
 * Lives through these days of December as the house does: the looks are planned in the night, and done in their hours.
 * @param happens what somebody does on the first of the days, right after this hour
 * @returns what Marieke heard after that, and when
 */
async function heard(days: number[], happens: [string, () => Promise<unknown>], closed: string[] = []) {
  const told: string[] = [];
  for (const number of days) {
    setClock(() => new Date(`${day(number)}T01:00:00Z`));
    await inScope(systemOf(cast.sander.firmId, "test"), planUnsent);
    for (const hour of [...hours, ...(closed.length > 0 ? ["20:30"] : [])].filter(
      (h) => !closed.includes(h),
    )) {
      const before = (await subjects()).length;
      await at(day(number), `${hour}:00`);
      for (const subject of (await subjects()).slice(before)) told.push(`${number}, ${hour}: ${subject}`);
      if (number !== days[0] || hour !== happens[0]) continue;
      await happens[1]();
      told.length = 0;
    }
  }
  return told;
}

describe("what was put off on its last working day", () => {
  it.each(["10:00", "16:00"])(
    "with a Saturday as the last day is reminded of that same Friday, put off at %s, though a reminder went out in the morning",
    async (hour) => {
      const id = await published(12);
      const happens = async () => {
        expect((await subjects()).at(-1)).toMatch(/^Herinnering: /);
        await putOff(id);
      };
      expect(await heard([11, 12, 13, 14, 15], [hour, happens])).toEqual([
        "11, 17:10: Nog niet verzonden: 1 stuk (eerste uiterlijk 12 december)",
      ]);
    },
  );

  it.each([13, 26])("with the last day on a Sunday or a holiday (%s December) as well", async (last) => {
    const id = await published(last);
    // The 25th and 26th of December are holidays, so Thursday the 24th is the last working day before them.
    const from = last === 13 ? 11 : 24;
    const days = [from, from + 1, from + 2, from + 3];
    expect(await heard(days, ["10:00", () => putOff(id)])).toEqual([
      `${from}, 17:10: Nog niet verzonden: 1 stuk (eerste uiterlijk ${last} december)`,
    ]);
  });

  it.each(["09:10", "16:00"])("is reminded of on an ordinary last day too, put off at %s", async (hour) => {
    const id = await published(9);
    expect(await heard([9, 10, 11], [hour, () => putOff(id)])).toEqual([
      "9, 17:10: Nog niet verzonden: 1 stuk (eerste uiterlijk 9 december)",
    ]);
  });

  it("is one mail of all that there is", async () => {
    const ids = [await published(9), await published(9, "twee")];
    expect(await heard([9, 10], ["10:00", () => putOff(...ids)])).toEqual([
      "9, 17:10: Nog niet verzonden: 2 stukken (eerste uiterlijk 9 december)",
    ]);
  });

  it("is not reminded of where it was sent or put back meanwhile, or the day is nearly over", async () => {
    const [sent, back, late] = [await published(9), await published(9, "twee"), await published(9, "drie")];
    const happens = async () => {
      await putOff(sent, back);
      await decided(sent);
      expect(await inScope(mariekes(), (ctx) => takeBack(ctx, back))).toEqual({ ok: true });
    };
    expect(await heard([9], ["16:00", happens])).toEqual([]);
    expect(await heard([9, 10], ["18:00", () => putOff(late)])).toEqual([]);
  });

  it("is not reminded of when the look comes too late for a mail of that day", async () => {
    const id = await published(9);
    const closed = ["17:00", "17:10", "18:00", "19:59"];
    expect(await heard([9, 10], ["16:00", () => putOff(id)], closed)).toEqual([]);
  });
});

it("what was put off the day before has its reminder in the morning, and none in the afternoon", async () => {
  const id = await published(12);
  expect(await heard([10, 11, 12, 14], ["16:00", () => putOff(id)])).toEqual([
    "11, 09:10: Nog niet verzonden: 1 stuk (eerste uiterlijk 12 december)",
  ]);
});

describe("where the worker comes by late in the morning of the last working day", () => {
  /** The last day is a Saturday: what is asked is reminded of on Friday. Answers which of these were named on it. */
  const namedOnFriday = async (hours: string[], ...labels: string[]) => {
    const before = (await mails()).length;
    for (const hour of hours) await at(day(11), `${hour}:00`);
    const told = (await mails()).slice(before).map(({ text }) => text);
    return labels.filter((label) => told.some((text) => text.includes(`Dividendbelasting ${label}`)));
  };

  it.each(["09:00", "09:30"])("all that ends then is reminded of on that day (%s)", async (first) => {
    await published(12);
    await published(12, "twee");
    for (const hour of ["09:00", "09:10"]) await at(day(7), `${hour}:00`);
    expect(await namedOnFriday([first, "09:40", "12:00", "17:00", "17:10"], "een", "twee")).toEqual([
      "een",
      "twee",
    ]);
    const before = (await mails()).length;
    for (const number of [12, 14, 15]) await at(day(number), "09:10:00");
    expect(await mails()).toHaveLength(before);
  });

  it("so is what would join a reminder that waits for Monday", async () => {
    await published(12);
    await published(18, "later");
    await published(18, "ook later");
    await published(12, "twee");
    for (const hour of ["09:00", "09:10"]) await at(day(7), `${hour}:00`);
    // The reminders of Friday are found one after the other.
    const order = ["een", "later", "ook later", "twee"];
    for (const [place, label] of order.entries())
      await cast.owner()`update outbox set run_after = ${new Date(Date.UTC(2026, 11, 11, 8, 30 + place))}
        where kind = 'filing.reminder' and status = 'waiting' and payload->>'filing' in (
          select id::text from filings where state = 'open' and label = ${label})`;
    const hours = ["09:30", "09:31", "09:32", "09:33", "17:10"];
    expect(await namedOnFriday(hours, ...order)).toEqual(["een", "twee"]);
    await at(day(14), "09:10:00");
    const monday = (await mails()).at(-1)?.text;
    expect(monday).toContain("Dividendbelasting later");
    expect(monday).toContain("Dividendbelasting ook later");
  });
});

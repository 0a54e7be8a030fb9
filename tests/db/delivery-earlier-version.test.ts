import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { publishByStaff } from "@/lib/staff/publish";
import { sendings } from "@/lib/staff/sending";
import { attemptsAt } from "@/tests/support/attempts";
import { aCast, emails } from "@/tests/support/cast";
import { connect, connectBank, publicationOf, reportFor } from "@/tests/support/deliveries";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import { deliver } from "@/tests/support/people";
import { aProgram } from "@/tests/support/program";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const firm = aProgram(cast);
const { answers, untilQuiet, deliveringIsAway, ask } = kvk;
const { stateOf, deliveriesOf, takenOf, mailsTo, lastYear } = kvk;
const { again, secondRefused, approve } = attemptsAt(cast, kvk);
const isOfTheSecond = ({ delivery_reference: reference }: Record<string, unknown>) =>
  String(reference).includes("-v2-");

describe("a version that is accepted after it was replaced", () => {
  async function replacedAndAccepted() {
    const story = await secondRefused();
    const { task, first, kenmerk } = story;
    await publicationOf(cast.sander, cast.bakery, lastYear(), undefined, undefined, {
      ...{ replaces: task.id, note: "Hersteld" },
    });
    await deliver();
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    return story;
  }

  it("is told to the firm and its programs, and changes nothing of the new version", async () => {
    const mails = async () => [
      await mailsTo("sander@noorderlicht.example", "alsnog aangenomen"),
      await mailsTo(emails.marieke, "Akkoord Digipoort"),
    ];
    const before = await mails();
    const { task, kenmerk } = await replacedAndAccepted();
    expect(await stateOf(task)).toBe("open");
    // The client is asked about the new version: of this one she would read that all is well.
    expect(await mails()).toEqual([Number(before[0]) + 1, before[1]]);
    expect(firm.tookOf(task).at(-1)).toMatchObject({
      type: "filing.accepted",
      data: {
        version: 1,
        approval: { state: "replaced" },
        filing: { state: "accepted", reference: kenmerk },
      },
    });
  });

  it("holds the new one until a person says that it has to go nevertheless", async () => {
    const { task } = await replacedAndAccepted();
    kvk.digipoort.play(HAPPY_PATH);
    await approve(task, answers);
    await untilQuiet();
    const taken = (await takenOf(task)).length;
    const newest = async () => (await deliveriesOf(task)).filter(isOfTheSecond).at(-1);
    expect(await newest()).toMatchObject({ state: "failed", fault: "earlier-accepted", request_key: null });
    expect(await stateOf(task)).toBe("notDelivered");
    const { rows } = await inScope(cast.sander, (ctx) => sendings(ctx, "x", "failed"));
    expect(rows.filter(({ document }) => document?.id === task.id)).toMatchObject([{ fault: "held" }]);
    expect(await again(task)).toEqual({ ok: false, reason: "say-nevertheless" });
    expect(await again(task, true)).toEqual({ ok: false, reason: "say-nevertheless" });
    expect(await again(task, false, true)).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(taken + 1);
  });

  it("holds the new one also when it waits to be sent again", async () => {
    const { task, first, kenmerk } = await secondRefused();
    await publicationOf(cast.sander, cast.bakery, lastYear(), undefined, undefined, {
      ...{ replaces: task.id, note: "Hersteld" },
    });
    await deliver();
    await deliveringIsAway();
    await approve(task, answers);
    await deliver();
    kvk.digipoort.play(HAPPY_PATH, kenmerk);
    await ask(first);
    const taken = (await takenOf(task)).length;
    await connect(cast.sander.firmId, kvk.digipoort);
    await untilQuiet();
    expect(await takenOf(task)).toHaveLength(taken);
    expect(await stateOf(task)).toBe("notDelivered");
    expect((await deliveriesOf(task)).filter(isOfTheSecond)).toMatchObject([{ fault: "earlier-accepted" }]);
  });
});

describe("a credit report of which a later version is for another bank", () => {
  it("is not held for what the first bank accepted", async () => {
    await connectBank(cast.sander.firmId, kvk.digipoort, "ING");
    await connectBank(cast.sander.firmId, kvk.digipoort, "Triodos");
    const report = await reportFor(cast.sander, cast.bakery, "ING", kvk.nextYear());
    const done = await publishByStaff(cast.sander, report);
    if (!done.ok) throw new Error(JSON.stringify(done));
    const task = { id: done.id, firmId: cast.sander.firmId, organisationId: cast.bakery };
    kvk.digipoort.play(script("105", "410"));
    await approve(task);
    await deliver();
    const [first] = await deliveriesOf(task);
    await ask(first?.id);
    expect(await stateOf(task)).toBe("refusedByRecipient");
    const wish = await reportFor(cast.sander, cast.bakery, "Triodos", lastYear());
    const second = await publishByStaff(cast.sander, { ...wish, replaces: task.id, note: "Andere bank" });
    expect(second).toMatchObject({ ok: true });
    await deliver();
    kvk.digipoort.play(script("105", "410", "405", "400"), first?.process_reference);
    await ask(first?.id);
    expect((await deliveriesOf(task))[0]).toMatchObject({ state: "accepted" });
    kvk.digipoort.play(script("105", "100", "110", "200", "301", "405", "400"));
    await approve(task);
    await untilQuiet();
    expect((await deliveriesOf(task)).map(({ fault }) => fault)).toEqual([null, null]);
    expect(await stateOf(task)).toBe("acceptedByRecipient");
  });
});

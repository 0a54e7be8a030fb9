import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aCast, emails } from "@/tests/support/cast";
import { script } from "@/tests/support/digipoort/processes";
import { aRecipient } from "@/tests/support/recipient";

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf } = kvk;
const speaks = (language: "nl" | "en") =>
  cast.owner()`update accounts set language = ${language} where email = ${emails.pieter}`;

beforeAll(async () => void (await speaks("en")));
afterAll(async () => void (await speaks("nl")));
beforeEach(async () => void (await cast.owner()`delete from local_messages`));

const textTo = async (to: string, subject: string) =>
  String(
    (
      await cast.owner()`select text from local_messages
        where channel = 'mail' and "to" = ${to} and subject like ${`${subject}: %`}`
    )[0]?.text,
  );

describe("the mail to clients about what was not accepted", () => {
  // The KvK is the one that refuses with a 510 alone; after any other end it never had the documents.
  it.each([
    ["Digipoort, after it took them", () => kvk.digipoort.play(script("105", "100", "110", "200", "311"))],
    ["Digipoort, at the door", () => kvk.digipoort.failWith({ fault: "ALS110" }, "deliver")],
    ["the KvK", () => kvk.digipoort.play(script("105", "100", "510"))],
  ])("says so, and names nobody as the one that refused (it was %s)", async (_, happens) => {
    happens();
    const task = await approved();
    await untilQuiet();
    expect(await stateOf(task)).toBe("refusedByRecipient");
    const dutch = await textTo(emails.marieke, "Niet aangenomen");
    expect(dutch).toContain("verstuurd, maar dit is niet aangenomen.");
    expect(dutch).not.toMatch(/ontvanger|KvK|Kamer van Koophandel/);
    const english = await textTo(emails.pieter, "Not accepted");
    expect(english).toContain(", but this was not accepted.");
    expect(english).not.toMatch(/recipient|KvK|Chamber of Commerce/);
  });
});

import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { requestDecisionCode } from "@/lib/approvals/code";
import { aCast, emails } from "@/tests/support/cast";
import { clientAt, deliver, firm, mobiles, readSms } from "@/tests/support/people";
import { aPost } from "@/tests/support/post";
import { aSigner, aSigning, asClient, signTogether } from "@/tests/support/signing/a-signing";

const cast = aCast();
const { at, mails, subjects } = aPost(cast);
const toSign = async (label: string, more = {}) => {
  const signers = [aSigner(cast.marieke.accountId)];
  const id = await aSigning(cast.sander, cast.bakery, { label, signers, ...more });
  await deliver();
  return id;
};

describe("whoever is asked to sign", () => {
  it("reads of signing in the mail, in the new version and in the reminder, and not of approving", async () => {
    await at("2026-11-25", "13:00:00");
    const id = await toSign("eerste");
    await at("2026-11-25", "13:06:00");
    await toSign("eerste", { replaces: id, explanation: "Een bedrag is verbeterd." });
    await at("2026-11-25", "13:12:00");
    await at("2026-12-02", "09:00:00");
    await at("2026-12-02", "09:10:00");
    const read = await mails();
    expect(read.map(({ subject }) => subject)).toEqual([
      "Om te ondertekenen: Jaarrekening eerste 2025 (uiterlijk 9 december)",
      "Nieuwe versie om te ondertekenen: Jaarrekening eerste 2025 (uiterlijk 9 december)",
      "Herinnering om te ondertekenen: Jaarrekening eerste 2025 (uiterlijk 9 december)",
    ]);
    for (const { text } of read) {
      expect(text).toContain("Naar ondertekenen: ");
      expect(text).not.toMatch(/goedkeur|akkoord/i);
    }
  });

  it("reads it in a mail about several documents too", async () => {
    await at("2026-11-25", "14:00:00");
    await toSign("een");
    await toSign("twee");
    await at("2026-11-25", "14:06:00");
    const [mail] = await mails();
    expect(mail?.text).toContain("- Jaarrekening een 2025: ondertekenen, uiterlijk 9 december");
    expect(mail?.text).not.toMatch(/goedkeur/);
    expect(await subjects()).toHaveLength(1);
  });

  it("is told in the text message how many documents of a set the code is for", async () => {
    await at("2026-11-25", "15:00:00");
    const first = await toSign("set");
    const second = await toSign("notulen", { stream: "generalMeetingMinutes", together: first });
    const third = await toSign("brief", { stream: "representationLetter", together: first });
    const marieke = asClient(cast.marieke, cast.bakery, emails.marieke);
    await signTogether(cast.owner(), marieke, [first, second, third]);
    const { text } = await readSms(cast.owner(), mobiles[emails.marieke] ?? "");
    expect(text).toContain("voor: Jaarrekening set 2025 en 2 andere stukken");
  });

  it("is told in the text message that it is about not signing", async () => {
    await at("2026-11-25", "16:00:00");
    const id = await toSign("niet");
    const asked = await inScope(clientAt(cast.marieke, cast.bakery), async (ctx) =>
      requestDecisionCode(ctx, await firm("noorderlicht"), cast.marieke, {
        ...{ decision: "reject", filings: [id], versions: { [id]: 1 } },
        ...{ category: "other", reason: "De voorraad klopt niet." },
      }),
    );
    expect(asked.ok).toBe(true);
    await deliver();
    const { text } = await readSms(cast.owner(), mobiles[emails.marieke] ?? "");
    expect(text).toContain("voor: niet ondertekenen van Jaarrekening niet 2025");
  });
});

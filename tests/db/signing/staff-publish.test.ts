import { beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import type { Publication, Signatory, SigningWish } from "@/lib/approvals/publication";
import { prepare } from "@/lib/pades/prepare";
import { publishByStaff } from "@/lib/staff/publish";
import { signingChoice, uploadToShow } from "@/lib/staff/signing-choice";
import { aCast } from "@/tests/support/cast";
import { staffAt } from "@/tests/support/people";
import { aSigner, aSigningCertificate } from "@/tests/support/signing/a-signing";
import { aPdf, aPublication, organisationOf, upload } from "@/tests/support/uploads";

const cast = aCast();
beforeAll(() => aSigningCertificate(cast.sander.firmId, cast.sander.accountId));
const spot = { page: 1, x: 60, y: 600, width: 200, height: 72 };

async function uploaded(
  bytes?: Uint8Array,
  kind: "pdf" | "annex" = "pdf",
  to = cast.bakery,
): Promise<string> {
  const pdf = bytes ?? (await aPdf(`Jaarrekening ${Math.random()}`));
  const taken = await upload(cast.sander, to, kind, pdf, "Jaarrekening.pdf");
  if (!taken.ok) throw new Error(`Refused: ${taken.reason}`);
  return taken.id;
}

type Wish = Partial<Publication> & { signers?: Signatory[]; where?: SigningWish["where"]; together?: string };

async function publish({ signers, where = "page", together, ...more }: Wish = {}, by = cast.sander) {
  const attachment = more.attachment ?? (await uploaded());
  return publishByStaff(by, {
    ...aPublication(cast.bakery, { pdf: attachment, xbrl: "" }),
    stream: "annualAccounts",
    data: null,
    period: { start: "2025-01-01", end: "2025-12-31" },
    label: `proef ${Math.random()}`,
    approveBy: "2026-12-09",
    fileBy: "2026-12-31",
    confirmed: ["approval-day-passed", "deadline-passed", "period-old", "shared-number"],
    ...more,
    signing: {
      signers: signers ?? [aSigner(cast.marieke.accountId)],
      where,
      together: together ?? null,
      adopts: false,
    },
  });
}

async function published(...wish: Parameters<typeof publish>): Promise<string> {
  const done = await publish(...wish);
  if (!done.ok) throw new Error(`Refused: ${done.reason}`);
  return done.id;
}

const seatsOf = (id: string) =>
  cast.owner()`select * from filing_approvers where filing_id = ${id} order by seat`;

/** A PDF that has these fields already. */
async function withFields(...names: string[]): Promise<Uint8Array> {
  const fields = names.map((name, n) => ({ name, place: { ...spot, y: 200 + n * 100 } }));
  return prepare(new Uint8Array(await aPdf(`Velden ${Math.random()}`)), { fields, page: null });
}

describe("staff put a document before those who sign it", () => {
  it("publishes the PDF with its fields, and keeps the one that was brought where no client has a right", async () => {
    const original = await uploaded();
    const id = await published({
      attachment: original,
      signers: [
        aSigner(cast.sander.accountId, { party: "accountant", step: 1 }),
        aSigner(cast.marieke.accountId, { step: 2 }),
      ],
    });
    const seats = await seatsOf(id);
    expect(seats.map(({ party, step, turn, capacity }) => [party, step, turn, capacity])).toEqual([
      ["accountant", 1, "asked", "accountant"],
      ["client", 2, "held", "director"],
    ]);
    expect(seats.map(({ field }) => field.place.page)).toEqual([2, 2]);
    const [version] = await cast.owner()`select v.attachment_file_id, v.attachment_pages, v.signing, f.stream
      from filing_versions v join files f on f.id = ${original} where v.filing_id = ${id}`;
    expect(version).toMatchObject({ attachment_pages: 2, signing: true, stream: "withdrawn" });
    expect(version?.attachment_file_id).not.toBe(original);
  });

  it("publishes one upload once, however many ask for it at one moment", async () => {
    const attachment = await uploaded();
    const label = `een keer ${Math.random()}`;
    const all = await Promise.all([publish({ attachment, label }), publish({ attachment, label })]);
    const reasons = all.map((one) => (one.ok ? "ok" : one.reason)).sort();
    expect(reasons[0]).toBe("ok");
    expect(["upload-used", "confirm-first"]).toContain(reasons.find((one) => one !== "ok"));
    expect(await publish({ attachment })).toEqual({ ok: false, reason: "upload-used" });
  });

  it("has whoever acts in two capacities sign twice, each in its own place", async () => {
    const property = await organisationOf(cast.owner(), "de-korenaar-vastgoed");
    const wish = {
      organisationId: property,
      where: "placed" as const,
      attachment: await uploaded(undefined, "pdf", property),
    };
    const one = aSigner(cast.marieke.accountId, { step: 1, places: [spot] });
    expect(await publish({ ...wish, signers: [one] })).toEqual({
      ok: false,
      reason: "signing-spot",
      fields: { [`plek-${cast.marieke.accountId}-1`]: "signing-spot" },
    });
    const id = await published({ ...wish, signers: [{ ...one, places: [spot, { ...spot, x: 300 }] }] });
    const seats = await seatsOf(id);
    expect(seats.map(({ on_behalf_of }) => on_behalf_of)).toEqual([null, "Van Dijk Holding B.V."]);
    expect(seats.map(({ field }) => Math.round(field.place.x))).toEqual([60, 300]);
  });

  it("keeps a deputy with the proof of the mandate", async () => {
    const mandate = await uploaded(undefined, "annex");
    const id = await published({
      signers: [aSigner(cast.marieke.accountId, { deputyFor: "Jan Korenaar", mandate })],
    });
    const [seat] = await seatsOf(id);
    expect(seat).toMatchObject({ deputy_for: "Jan Korenaar", mandate_file_id: mandate });
  });

  it("signs several documents as one set", async () => {
    const first = await published();
    const second = await published({ together: first });
    const third = await published({ together: second });
    const sets =
      await cast.owner()`select distinct signing_set from filings where id in ${cast.owner()([first, second, third])}`;
    expect(sets).toEqual([{ signing_set: first }]);
    const other = await published({ signers: [aSigner(cast.marieke.accountId)] });
    await cast.owner()`update filings set state = 'withdrawn' where id = ${other}`;
    expect(await publish({ together: other })).toEqual({
      ok: false,
      reason: "nothing-to-sign-with",
      fields: { samenMet: "nothing-to-sign-with" },
    });
  });

  it("signs in the fields that the PDF has, each in the one that was chosen", async () => {
    const attachment = await uploaded(await withFields("Accountant", "Bestuurder", "Getuige"));
    const id = await published({
      attachment,
      where: "found",
      signers: [
        aSigner(cast.marieke.accountId, { places: [{ ...spot, y: 300 }] }),
        aSigner(cast.sander.accountId, { party: "accountant" }),
      ],
    });
    const seats = await seatsOf(id);
    expect(seats.map(({ field }) => field.name)).toEqual(["Bestuurder", "Accountant"]);
  });
});

describe("what cannot be signed is refused, at the field that it is about", () => {
  const refusal = (reason: string, field: string) => ({ ok: false, reason, fields: { [field]: reason } });

  it.each([
    ["right of its page", { ...spot, x: 500 }],
    ["below its page", { ...spot, y: 800 }],
    ["on a page that is not there", { ...spot, page: 7 }],
  ])("a place %s", async (_what, place) => {
    const signers = [aSigner(cast.marieke.accountId, { places: [place] })];
    expect(await publish({ where: "placed", signers })).toEqual(refusal("no-place-to-sign", "plaats"));
  });

  it("more signers than fields", async () => {
    const attachment = await uploaded(await withFields("Een"));
    const signers = [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)];
    expect(await publish({ attachment, where: "found", signers })).toEqual(
      refusal("no-place-to-sign", "plaats"),
    );
  });

  it("whoever may not sign there", async () => {
    const { accountId } = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    const unknown = { ...refusal("approver-unknown", "ondertekenaar") };
    expect(await publish({ signers: [aSigner(accountId)] })).toEqual(unknown);
    const joris = await staffAt(cast.owner(), "noorderlicht", "joris@noorderlicht.example");
    const signers = [aSigner(cast.marieke.accountId), aSigner(joris.accountId, { party: "accountant" })];
    expect(await publish({ signers })).toEqual(unknown);
    expect(await publish({ signers: [aSigner(cast.sander.accountId, { party: "accountant" })] })).toEqual(
      unknown,
    );
  });

  it("what is never signed, and what is always signed and is not", async () => {
    expect(await publish({ stream: "corporateIncomeTax" })).toMatchObject({
      ok: false,
      reason: "cannot-be-signed",
    });
    const letter = { ...aPublication(cast.bakery, { pdf: await uploaded(), xbrl: "" }), data: null };
    const period = { start: "2025-01-01", end: "2025-12-31" };
    expect(
      await publishByStaff(cast.sander, { ...letter, stream: "representationLetter", period }),
    ).toMatchObject({ ok: false, reason: "cannot-be-signed" });
  });
});

describe("what the form shows of a PDF", () => {
  const choiceOf = (attachment: string) =>
    signingChoice(cast.sander, cast.bakery, { attachment, stream: "annualAccounts", like: null });

  it("is its pages, its fields, and whoever may sign", async () => {
    const choice = await choiceOf(await uploaded(await withFields("Een", "Twee")));
    expect(choice.pdf).toMatchObject({ ok: true, pages: [{ width: 595, height: 842 }], signed: 0 });
    expect(choice.pdf.ok && choice.pdf.fields.map(({ name }) => name)).toEqual(["Een", "Twee"]);
    expect(choice.clients.map(({ accountId }) => accountId)).toContain(cast.marieke.accountId);
    expect(choice.accountants.map(({ accountId }) => accountId)).toContain(cast.sander.accountId);
    expect(choice.earlier).toBeNull();
  });

  it("says that nothing can be signed with before there is a certificate", async () => {
    const attachment = await uploaded();
    await cast.owner()`update signing_certificates set removed_at = now() where firm_id = ${cast.sander.firmId}`;
    expect((await choiceOf(attachment)).canSign).toBe(false);
    // Whoever knows that it has to wait puts it before people all the same.
    const unanswered = { ok: false, reason: "confirm-first", questions: ["no-certificate"] };
    const confirmed = ["approval-day-passed", "deadline-passed", "period-old", "shared-number"];
    const wish = { attachment, label: `later ${Math.random()}` };
    expect(await publish({ ...wish, confirmed })).toEqual(unanswered);
    expect(await publish({ ...wish, confirmed: [...confirmed, "no-certificate"] })).toMatchObject({
      ok: true,
    });
    await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
    const another = await uploaded();
    expect((await choiceOf(another)).canSign).toBe(true);
    expect(await publish({ attachment: another, confirmed })).toMatchObject({ ok: true });
  });

  it("proposes the signers of the document that it is signed with", async () => {
    const like = await published({
      signers: [
        aSigner(cast.sander.accountId, { party: "accountant", step: 1 }),
        aSigner(cast.marieke.accountId, { step: 2 }),
      ],
    });
    const { earlier, open } = await signingChoice(cast.sander, cast.bakery, {
      ...{ attachment: await uploaded(), stream: "annualAccounts", like },
    });
    expect(earlier).toEqual(
      expect.arrayContaining([
        { accountId: cast.sander.accountId, step: 1, deputyFor: null },
        { accountId: cast.marieke.accountId, step: 2, deputyFor: null },
      ]),
    );
    expect(open.map(({ id }) => id)).toContain(like);
  });

  it("is the file of an organisation that this colleague works for, and no other", async () => {
    const id = await uploaded();
    const willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
    expect(await inScope(cast.sander, (ctx) => uploadToShow(ctx, cast.bakery, id))).not.toBeNull();
    expect(await inScope(willemijn, (ctx) => uploadToShow(ctx, cast.bakery, id))).toBeNull();
  });

  it("says why a PDF cannot be signed", async () => {
    expect((await choiceOf("019a0000-0000-7000-8000-000000000000")).pdf).toEqual({
      ok: false,
      reason: "upload-used",
    });
  });
});

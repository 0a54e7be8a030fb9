import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { setClock } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { canSign, certificatesOf, removeCertificate } from "@/lib/signing/certificates";
import { asksSigningCode, setSigningCode } from "@/lib/signing/code-setting";
import { endingSigningCertificates, warnOfSigningCertificates } from "@/lib/signing/ending";
import { factsOf, standingOf } from "@/lib/signing/facts";
import { uploadInput } from "@/lib/signing/input";
import { setUpFromFile } from "@/lib/signing/set-up";
import { deliver } from "@/tests/support/people";
import { aCertificate } from "@/tests/support/signing/people";

import { aSettingUp, form, inFile, nameOf, signs } from "@/tests/support/signing/setting-up";

const DAY = 86_400_000;
const world = aSettingUp();
const { cast, packed, upload, kept, rowOf, eventsOf, signerOf } = world;

describe("a certificate from a file", () => {
  it("is sealed, shown without its key, told of in the chain without a secret, and signs", async () => {
    const identity = await world.authority.issue("Noorderlicht Accountants");
    const done = await setUpFromFile(cast.anouk, null, form(await packed(identity)));
    if (!done.ok) throw new Error(JSON.stringify(done));
    const der = identity.key.export({ type: "pkcs8", format: "der" });
    const secrets = [der.toString("base64").slice(20, 60), "PRIVATE KEY", "geheim"];
    const row = await rowOf(done.id);
    for (const secret of secrets) expect(Buffer.from(row?.key).includes(secret)).toBe(false);
    expect(Buffer.from(row?.key).includes(der.subarray(10, 40))).toBe(false);
    const [shown] = await inScope(cast.anouk, certificatesOf);
    expect(shown).not.toHaveProperty("key");
    expect(factsOf(shown?.certificate ?? "")).toMatchObject({
      ...{ name: "Noorderlicht Accountants", organisation: "Kantoor Voorbeeld", issuer: "Testuitgever" },
      serial: expect.stringMatching(/^[0-9A-F]+$/),
    });
    const events = await eventsOf(done.id);
    expect(events.map(({ action }) => action)).toEqual(["signingCertificate.added"]);
    expect(events[0]?.data).toMatchObject({ of: "firm", certificate: { name: "Noorderlicht Accountants" } });
    for (const secret of secrets) expect(JSON.stringify(events)).not.toContain(secret);
    expect(await signs(await signerOf(cast.anouk, null))).toBe(true);
  });

  const bits = { from: new Date(Date.now() - 20 * DAY), to: new Date(Date.now() - DAY) };
  it.each([
    ["that has ended", bits, "bestand", "signing-expired"],
    [
      "that begins tomorrow",
      { from: new Date(Date.now() + DAY), to: new Date(Date.now() + 20 * DAY) },
      "bestand",
      "signing-not-yet-valid",
    ],
    ["for time stamps", { purpose: "time-stamping" as const }, "bestand", "signing-not-for-signing"],
    ["of an authority", { purpose: "issuing" as const }, "bestand", "signing-not-for-signing"],
  ])("%s is refused at its field, and nothing is kept", async (_what, request, field, fault) => {
    expect(await upload(cast.anouk, null, "Kantoor", request)).toEqual({
      ok: false,
      reason: "invalid",
      fields: { [field]: fault },
    });
    expect(await inScope(cast.anouk, certificatesOf)).toEqual([]);
  });

  it("says what is wrong with a file that does not open, or holds what it should not", async () => {
    const bytes = await packed(await world.authority.issue("Kantoor"));
    const faultsOf = async (some: Uint8Array, password?: string) => {
      const done = await setUpFromFile(cast.anouk, null, form(some, password));
      return "fields" in done ? done.fields : done;
    };
    expect(await faultsOf(bytes, "Geheim")).toEqual({ wachtwoord: "signing-wrong-password" });
    expect(await faultsOf(Buffer.from("%PDF-1.7"))).toEqual({ bestand: "signing-unreadable" });
    expect(await faultsOf(bytes.subarray(0, 600))).toEqual({ bestand: "signing-unreadable" });
    expect(await faultsOf(await packed(await aCertificate("Zelf")))).toEqual({
      bestand: "signing-self-signed",
    });
    const both = await writePkcs12(await world.authority.issue("Kantoor"), {
      ...{ chain: [], password: "geheim", name: "Kantoor" },
      others: [(await world.authority.issue("Een ander")).key],
    });
    expect(await faultsOf(both)).toEqual({ bestand: "signing-several-keys" });
    const { certificate } = await world.authority.issue("Een ander");
    const { key } = await world.authority.issue("Kantoor");
    expect(await faultsOf(await packed({ certificate, key }))).toEqual({ bestand: "signing-other-key" });
  });

  it("may be no larger than any key is, and has to be there", () => {
    const faultsOf = (bestand: unknown) =>
      uploadInput.safeParse({ voor: "kantoor", wachtwoord: "x", bestand }).error?.issues[0]?.message;
    expect(faultsOf(inFile(new Uint8Array(256 * 1024)))).toBeUndefined();
    expect(faultsOf(inFile(new Uint8Array(256 * 1024 + 1)))).toBe("signing-file-too-large");
    expect(faultsOf(inFile(new Uint8Array(0), ""))).toBe("signing-file");
    expect(faultsOf("text")).toBe("signing-file");
  });

  it("takes the place of the one that was, whose key is erased", async () => {
    const first = await kept(cast.anouk, null, "Eerste");
    const [second] = await Promise.all([
      kept(cast.anouk, null, "Volgende"),
      kept(cast.anouk, null, "Volgende"),
    ]);
    const current = await inScope(cast.anouk, certificatesOf);
    expect(current).toHaveLength(1);
    const old = await rowOf(first);
    expect(old?.removed_at).not.toBeNull();
    expect(old?.key).toHaveLength(0);
    expect((await eventsOf(second)).map(({ action }) => action)).toEqual(["signingCertificate.replaced"]);
    expect(nameOf(await signerOf(cast.anouk, null))).toBe("Volgende");
  });

  it("is removed with its key, and then nothing is signed with it", async () => {
    const id = await kept(cast.anouk, null);
    expect(await inScope(cast.anouk, (ctx) => removeCertificate(ctx, id))).toEqual({ ok: true });
    expect(await inScope(cast.anouk, (ctx) => removeCertificate(ctx, id))).toMatchObject({ ok: false });
    expect((await rowOf(id))?.key).toHaveLength(0);
    expect(await signerOf(cast.anouk, null)).toBeNull();
    expect((await eventsOf(id)).map(({ action }) => action)).toEqual([
      "signingCertificate.added",
      "signingCertificate.removed",
    ]);
  });
});

describe("whom readers will trust", () => {
  const standing = async () => standingOf((await inScope(cast.anouk, certificatesOf))[0]?.certificate ?? "");

  it("is nobody whom the portal does not know, and the demo's own for what it is", async () => {
    await kept(cast.anouk, null);
    expect(await standing()).toBe("untrusted");
    const demo = await (await demoAuthority()).issue({ name: "Noorderlicht" }, "geheim");
    expect(await setUpFromFile(cast.anouk, null, form(demo))).toMatchObject({ ok: true });
    expect(await standing()).toBe("demo");
    // Also once it has ended: that is said beside it.
    setClock(() => new Date(Date.now() + 800 * DAY));
    expect(await standing()).toBe("demo");
  });
});

describe("whose it is", () => {
  it("is an accountant's own before the firm's, while it is valid", async () => {
    await kept(cast.anouk, null, "Kantoor");
    const { accountId } = cast.sander;
    expect(nameOf(await signerOf(cast.anouk, accountId))).toBe("Kantoor");
    await kept(cast.anouk, accountId, "Sander", { to: new Date(Date.now() + 10 * DAY) });
    expect(nameOf(await signerOf(cast.anouk, accountId))).toBe("Sander");
    expect(nameOf(await signerOf(cast.anouk, null))).toBe("Kantoor");
    expect(await inScope(cast.sander, canSign)).toEqual({ firm: true, people: [accountId] });
    setClock(() => new Date(Date.now() + 11 * DAY));
    expect(nameOf(await signerOf(cast.anouk, accountId))).toBe("Kantoor");
    expect(await inScope(cast.sander, canSign)).toEqual({ firm: true, people: [] });
    setClock(() => new Date(Date.now() + 800 * DAY));
    expect(await signerOf(cast.anouk, accountId)).toBeNull();
    expect(await inScope(cast.sander, canSign)).toEqual({ firm: false, people: [] });
  });

  it("is set up and removed by himself, and of nobody else but by an administrator", async () => {
    const { accountId } = cast.sander;
    const notFound = { ok: false, reason: "not-found" };
    const id = await kept(cast.sander, accountId, "Sander");
    expect(nameOf(await signerOf(cast.anouk, accountId))).toBe("Sander");
    const ofFirm = await kept(cast.anouk, null);
    const ofAnouk = await kept(cast.anouk, cast.anouk.accountId, "Anouk");
    for (const whose of [null, cast.anouk.accountId, world.willemijn.accountId, cast.marieke.accountId])
      expect(await upload(cast.sander, whose)).toEqual(notFound);
    for (const other of [ofFirm, ofAnouk])
      expect(await inScope(cast.sander, (ctx) => removeCertificate(ctx, other))).toEqual(notFound);
    // On one's own page an administrator takes nothing of others away.
    expect(await inScope(cast.anouk, (ctx) => removeCertificate(ctx, id, cast.anouk.accountId))).toEqual(
      notFound,
    );
    expect(await inScope(cast.sander, (ctx) => removeCertificate(ctx, id))).toEqual({ ok: true });
    expect(await inScope(cast.anouk, certificatesOf)).toHaveLength(2);
  });

  it("is no client's, no assistant's and nobody's of another firm", async () => {
    const [joris] = await cast.owner()`select id from accounts where email like 'joris@noorderlicht%'`;
    for (const whose of [cast.marieke.accountId, world.willemijn.accountId, joris?.id])
      expect(await upload(cast.anouk, whose)).toEqual({ ok: false, reason: "not-found" });
  });

  it("holds in the database too, whoever asks", async () => {
    await kept(cast.anouk, null);
    const insert = (actor: Staff, accountId: string | null) =>
      inScope(actor, ({ db }) =>
        db.execute(
          `insert into signing_certificates (firm_id, id, account_id, certificate, key, not_after, added_by, added_at)
           values ('${actor.firmId}', gen_random_uuid(), ${accountId ? `'${accountId}'` : "null"}, '', '', now(),
             '${actor.accountId}', now())`,
        ),
      );
    await expect(insert(cast.sander, null)).rejects.toThrow();
    await expect(insert(cast.sander, cast.anouk.accountId)).rejects.toThrow();
    expect(await inScope(world.willemijn, certificatesOf)).toEqual([]);
    const { firmId, accountId } = cast.marieke;
    const client = { kind: "client", firmId, accountId, reach: "memberships" } as const;
    expect(await inScope(client, certificatesOf)).toEqual([]);
    await expect(insert(client as unknown as Staff, accountId)).rejects.toThrow();
  });
});

describe("a certificate that ends", () => {
  const look = () => inScope(systemOf(cast.anouk.firmId, "test"), warnOfSigningCertificates);
  const mailsOf = async (id: string) =>
    (
      await cast.owner()`select payload, account_id from outbox where kind = 'mail'
        and idempotency_key like ${`certificate:${id}:%`} order by id`
    ).map(({ payload, account_id }) => [payload.template, payload.path, account_id]);
  const daysOn = (days: number) => setClock(() => new Date(Date.now() + days * DAY));

  it("is warned of at 60, 30 and 7 days and at its end, to the administrators and to whose it is", async () => {
    const to = new Date(Date.now() + 100 * DAY);
    const ofFirm = await kept(cast.anouk, null, "Kantoor", { to });
    const own = await kept(cast.anouk, cast.sander.accountId, "Sander", { to });
    for (const [day, count] of [
      [39, 0],
      [41, 1],
      [42, 1],
      [71, 2],
      [94, 3],
      [101, 4],
      [125, 4],
    ] as const) {
      daysOn(day);
      await Promise.all([look(), look()]);
      expect(await mailsOf(ofFirm), `day ${day}`).toHaveLength(count);
      expect(await mailsOf(own), `day ${day}`).toHaveLength(2 * count);
    }
    expect((await mailsOf(ofFirm)).at(-1)).toEqual([
      "signing-certificate-ended",
      "/admin/instellingen/ondertekenen/kantoor",
      cast.anouk.accountId,
    ]);
    expect(await mailsOf(own)).toContainEqual([
      "signing-certificate-ends",
      "/profiel/ondertekenen",
      cast.sander.accountId,
    ]);
    daysOn(50);
    expect((await inScope(cast.anouk, endingSigningCertificates)).map(({ id }) => id).sort()).toEqual(
      [ofFirm, own].sort(),
    );
    // A colleague hears of his own alone.
    expect((await inScope(cast.sander, endingSigningCertificates)).map(({ id }) => id)).toEqual([own]);
    setClock(null);
    await cast.owner()`update outbox set run_after = now() - interval '1 second'
      where idempotency_key like ${`certificate:${ofFirm}:%`}`;
    await deliver();
    const [mail] = await cast.owner()`select text from local_messages
      where subject like 'Het ondertekencertificaat van Kantoor%' limit 1`;
    expect(mail?.text).toContain("/admin/instellingen/ondertekenen/kantoor");
  });

  it("is not warned of once another has taken its place", async () => {
    const id = await kept(cast.anouk, null, "Kantoor", { to: new Date(Date.now() + 50 * DAY) });
    await look();
    expect(await mailsOf(id)).toHaveLength(1);
    await kept(cast.anouk, null);
    daysOn(45);
    await look();
    expect(await mailsOf(id)).toHaveLength(1);
    expect(await inScope(cast.anouk, endingSigningCertificates)).toEqual([]);
  });
});

describe("the code by text message", () => {
  it("is asked for until the firm does without, which the chain tells once", async () => {
    const events = async () =>
      (
        await cast.owner()`select action from audit_events
          where subject = ${`firm:${cast.anouk.firmId}`} and action like 'signing.code%' order by seq`
      ).map(({ action }) => action);
    expect(await inScope(cast.sander, asksSigningCode)).toBe(true);
    await inScope(cast.anouk, (ctx) => setSigningCode(ctx, true));
    await inScope(cast.anouk, (ctx) => setSigningCode(ctx, false));
    await inScope(cast.anouk, (ctx) => setSigningCode(ctx, false));
    expect(await inScope(cast.sander, asksSigningCode)).toBe(false);
    expect(await inScope(world.willemijn, asksSigningCode)).toBe(true);
    // For staff with a portfolio the firm's settings are there to read alone.
    await inScope(cast.sander, (ctx) => setSigningCode(ctx, true));
    expect(await inScope(cast.sander, asksSigningCode)).toBe(false);
    await inScope(cast.anouk, (ctx) => setSigningCode(ctx, true));
    expect(await events()).toEqual(["signing.codeSwitchedOff", "signing.codeSwitchedOn"]);
  });
});

import { verify, X509Certificate } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import type { CertificateRequest, Identity } from "@/lib/pades/certificates/authority";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { setClock } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { forgetEnvironment } from "@/lib/ports/environment";
import { canSign, certificatesOf, removeCertificate, signerFor } from "@/lib/signing/certificates";
import { asksSigningCode, setSigningCode } from "@/lib/signing/code-setting";
import { endingSigningCertificates, warnOfSigningCertificates } from "@/lib/signing/ending";
import { factsOf, standingOf } from "@/lib/signing/facts";
import { serviceInput, uploadInput } from "@/lib/signing/input";
import { setUpAtService, setUpFromFile } from "@/lib/signing/set-up";
import { aCast } from "@/tests/support/cast";
import { deliver, staffAt } from "@/tests/support/people";
import { type KeyServiceServer, keyService } from "@/tests/support/signing/key-service";
import { aCertificate, anAuthority, type TestAuthority } from "@/tests/support/signing/people";

const cast = aCast();
const DAY = 86_400_000;
let authority: TestAuthority;
let willemijn: Staff;

beforeAll(async () => {
  authority = await anAuthority();
  willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
});
beforeEach(() => cast.owner()`delete from signing_certificates`);
afterEach(() => setClock(null));

const inFile = (bytes: Uint8Array, name = "kantoor.p12") => new File([new Uint8Array(bytes)], name);
const packed = async (identity: Identity, name = "Kantoor") =>
  writePkcs12(identity, { chain: [authority.issuing.certificate], password: "geheim", name });
const form = (bytes: Uint8Array, wachtwoord = "geheim") => ({ bestand: inFile(bytes), wachtwoord });
async function upload(
  actor: Staff,
  accountId: string | null,
  name = "Kantoor",
  request: Partial<CertificateRequest> = {},
) {
  return setUpFromFile(actor, accountId, form(await packed(await authority.issue(name, request))));
}
async function kept(...wish: Parameters<typeof upload>): Promise<string> {
  const done = await upload(...wish);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.id;
}
const rowOf = async (id: string) =>
  (await cast.owner()`select * from signing_certificates where id = ${id}`)[0];
const eventsOf = async (id: string) =>
  cast.owner()`select action, data from audit_events where subject = ${`signingCertificate:${id}`} order by seq`;
const signerOf = (actor: Staff, accountId: string | null) =>
  inScope(systemOf(actor.firmId, "test"), (ctx) => signerFor(ctx, accountId));
const nameOf = (signer: Awaited<ReturnType<typeof signerOf>>) =>
  signer && /CN=(.*)/.exec(new X509Certificate(signer.certificate).subject)?.[1];
async function signs(signer: Awaited<ReturnType<typeof signerOf>>): Promise<boolean> {
  if (!signer) return false;
  const bytes = Buffer.from("a hash of everything");
  const { publicKey } = new X509Certificate(signer.certificate);
  return verify("SHA256", bytes, publicKey, await signer.sign(bytes, "SHA-256"));
}

describe("a certificate from a file", () => {
  it("is sealed, shown without its key, told of in the chain without a secret, and signs", async () => {
    const identity = await authority.issue("Noorderlicht Accountants");
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
    const bytes = await packed(await authority.issue("Kantoor"));
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
    const both = await writePkcs12(await authority.issue("Kantoor"), {
      ...{ chain: [], password: "geheim", name: "Kantoor" },
      others: [(await authority.issue("Een ander")).key],
    });
    expect(await faultsOf(both)).toEqual({ bestand: "signing-several-keys" });
    const { certificate } = await authority.issue("Een ander");
    const { key } = await authority.issue("Kantoor");
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
    for (const whose of [null, cast.anouk.accountId, willemijn.accountId, cast.marieke.accountId])
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
    for (const whose of [cast.marieke.accountId, willemijn.accountId, joris?.id])
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
    expect(await inScope(willemijn, certificatesOf)).toEqual([]);
    const { firmId, accountId } = cast.marieke;
    const client = { kind: "client", firmId, accountId, reach: "memberships" } as const;
    expect(await inScope(client, certificatesOf)).toEqual([]);
    await expect(insert(client as unknown as Staff, accountId)).rejects.toThrow();
  });
});

describe("a key at a service", () => {
  let service: KeyServiceServer;
  beforeAll(async () => {
    service = await keyService(await authority.issue("Kantoor bij de dienst"), [
      authority.issuing.certificate,
    ]);
    process.env.WEBHOOK_STAND_IN = service.url;
    forgetEnvironment();
  });
  afterAll(async () => {
    delete process.env.WEBHOOK_STAND_IN;
    forgetEnvironment();
    await service.close();
  });
  beforeEach(() => {
    service.failWith(null);
    service.asked.length = 0;
  });
  const wish = (changes: Record<string, string> = {}) =>
    serviceInput.parse({
      voor: "kantoor",
      adres: `${service.url}/csc/v1`,
      credential: service.credential,
      toegangstoken: service.token,
      pincode: service.pin,
      ...changes,
    });
  const faultsOf = async (changes: Record<string, string> = {}) => {
    const done = await setUpAtService(cast.anouk, null, wish(changes));
    return "fields" in done ? done.fields : done;
  };

  it("is asked for its certificate once, seals the token, and signs when it has to", async () => {
    const done = await setUpAtService(cast.anouk, null, wish());
    if (!done.ok) throw new Error(JSON.stringify(done));
    expect(service.asked.map(({ path }) => path)).toEqual(["/csc/v1/credentials/info"]);
    const row = await rowOf(done.id);
    expect(row?.service).toEqual({ url: `${service.url}/csc/v1`, credential: service.credential });
    for (const secret of [service.token, service.pin]) {
      expect(Buffer.from(row?.key).includes(secret)).toBe(false);
      expect(JSON.stringify(await eventsOf(done.id))).not.toContain(secret);
    }
    service.asked.length = 0;
    const signer = await signerOf(cast.anouk, null);
    // Nothing is asked within the transaction.
    expect(service.asked).toEqual([]);
    expect(nameOf(signer)).toBe("Kantoor bij de dienst");
    expect(signer?.chain).toEqual([authority.issuing.certificate]);
    expect(await signs(signer)).toBe(true);
  });

  it("that has another certificate by then does not sign", async () => {
    await setUpAtService(cast.anouk, null, wish());
    const before = [...service.settings.certificates];
    const { certificate } = await authority.issue("Een ander");
    service.settings.certificates = [certificate.toString("base64")];
    await expect(signs(await signerOf(cast.anouk, null))).rejects.toThrow("not-its-signature");
    service.settings.certificates = before;
  });

  it.each([
    ["server error", { adres: "signing-service-unreachable" }],
    ["drop", { adres: "signing-service-unreachable" }],
    ["garbage", { adres: "signing-service-unreadable" }],
  ] as const)("that fails (%s) is said to be down, and nothing is kept", async (failure, fields) => {
    service.failWith(failure);
    expect(await faultsOf()).toEqual(fields);
    expect(await inScope(cast.anouk, certificatesOf)).toEqual([]);
  });

  it("that refuses is said to, at the field that it is about", async () => {
    expect(await faultsOf({ toegangstoken: "anders" })).toEqual({ toegangstoken: "signing-service-token" });
    expect(await faultsOf({ credential: "anders" })).toEqual({ credential: "signing-service-refused" });
    service.settings.keyStatus = "disabled";
    expect(await faultsOf()).toEqual({ credential: "signing-service-key-off" });
    service.settings.keyStatus = "enabled";
    const before = [...service.settings.certificates];
    const self = await aCertificate("Zelf");
    service.settings.certificates = [self.certificate.toString("base64")];
    expect(await faultsOf()).toEqual({ credential: "signing-self-signed" });
    service.settings.certificates = before;
  });

  it.each([
    ["http://dienst.example/csc/v1", "url-not-https"],
    ["https://10.0.0.1/csc/v1", "url-private"],
    ["https://localhost/csc/v1", "url-private"],
    ["https://[::ffff:10.0.0.1]/csc/v1", "url-private"],
    ["https://dienst.example:8080/csc/v1", "url-port"],
    ["https://jan:geheim@dienst.example/csc/v1", "url-credentials"],
    ["https://dienst.example/csc/v1?x=1", "url-query"],
    ["dienst", "url-invalid"],
  ])("may not lie at %s", (adres, fault) => {
    const parsed = serviceInput.safeParse({
      ...{ voor: "kantoor", adres, credential: "x", toegangstoken: "x" },
    });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([fault]);
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
    expect(await inScope(willemijn, asksSigningCode)).toBe(true);
    // For staff with a portfolio the firm's settings are there to read alone.
    await inScope(cast.sander, (ctx) => setSigningCode(ctx, true));
    expect(await inScope(cast.sander, asksSigningCode)).toBe(false);
    await inScope(cast.anouk, (ctx) => setSigningCode(ctx, true));
    expect(await events()).toEqual(["signing.codeSwitchedOff", "signing.codeSwitchedOn"]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { forgetEnvironment } from "@/lib/ports/environment";
import { certificatesOf } from "@/lib/signing/certificates";
import { serviceInput } from "@/lib/signing/input";
import { setUpAtService } from "@/lib/signing/set-up";
import { emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aSigner, aSigning, asClient } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { type KeyServiceServer, keyService } from "@/tests/support/signing/key-service";
import { aCertificate } from "@/tests/support/signing/people";
import { aSettingUp, nameOf, signs } from "@/tests/support/signing/setting-up";
import { signaturesOf } from "@/tests/support/signing/signed-files";

const world = aSettingUp();
const { cast, rowOf, eventsOf, signerOf } = world;

describe("a key at a service", () => {
  let service: KeyServiceServer;
  beforeAll(async () => {
    service = await keyService(await world.authority.issue("Kantoor bij de dienst"), [
      world.authority.issuing.certificate,
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

  it("is asked for its certificate once and tried, seals the token, and signs when it has to", async () => {
    const done = await setUpAtService(cast.anouk, null, wish());
    if (!done.ok) throw new Error(JSON.stringify(done));
    expect(service.asked.map(({ path }) => path.replace("/csc/v1/", ""))).toEqual([
      ...["credentials/info", "credentials/authorize", "signatures/signHash"],
    ]);
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
    expect(signer?.chain).toEqual([world.authority.issuing.certificate]);
    expect(await signs(signer)).toBe(true);
  });

  it("that has another certificate by then does not sign", async () => {
    await setUpAtService(cast.anouk, null, wish());
    const before = [...service.settings.certificates];
    const { certificate } = await world.authority.issue("Een ander");
    service.settings.certificates = [certificate.toString("base64")];
    await expect(signs(await signerOf(cast.anouk, null))).rejects.toThrow("not-its-signature");
    service.settings.certificates = before;
  });

  it.each([
    ["a token that has expired", "key-token", () => Object.assign(service.settings, { tokenExpired: true })],
    [
      "a key that was switched off",
      "key-refused",
      () => Object.assign(service.settings, { keyStatus: "disabled" }),
    ],
    ["nobody there", "key-away", () => service.failWith("drop")],
  ] as const)("says with a signature that waits what it waits for: %s", async (_what, fault, spoil) => {
    await withoutCodes(cast.owner());
    await setUpAtService(cast.anouk, null, wish());
    await spoil();
    const signers = [aSigner(cast.marieke.accountId)];
    const id = await aSigning(cast.sander, cast.bakery, { label: fault, signers });
    await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), id);
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "waiting", fault }]);
    // Whoever can mend it is told; what comes back by itself is waited for.
    const told = await cast.owner()`select 1 from outbox where kind = 'signing.stopped'
      and subject = ${`filing:${id}`}`;
    expect(told).toHaveLength(fault === "key-away" ? 0 : 1);
    Object.assign(service.settings, { tokenExpired: false, keyStatus: "enabled" });
    service.failWith(null);
    await setUpAtService(cast.anouk, null, wish());
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", fault: null }]);
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
    expect(await faultsOf({ pincode: "99999999" })).toEqual({ pincode: "signing-service-does-not-sign" });
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

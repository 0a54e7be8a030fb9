import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import { tryChannel } from "@/lib/delivery/attempt";
import { endingCertificates, warnOfCertificates } from "@/lib/delivery/certificates";
import { channelFor, channelsOf } from "@/lib/delivery/channels";
import { channelInput } from "@/lib/delivery/input";
import { setUpChannel, switchChannel } from "@/lib/delivery/set-up";
import { setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { aCast } from "@/tests/support/cast";
import { fingerprintOf, type Identity, makeAuthority } from "@/tests/support/digipoort/certificates";
import { type DigipoortServer, digipoortServer } from "@/tests/support/digipoort-server";
import { deliver, staffAt } from "@/tests/support/people";

const cast = aCast();
const authority = makeAuthority("Kantoor");
const DAY = 86_400_000;
let digipoort: DigipoortServer;
let boss: Staff;

beforeAll(async () => {
  digipoort = await digipoortServer();
  process.env.PORTAL_DELIVERY_HOSTS = new URL(digipoort.deliverUrl).host;
  forgetEnvironment();
  boss = await staffAt(cast.owner(), "noorderlicht", "anouk@noorderlicht.example");
});
afterAll(async () => {
  process.env.PORTAL_DELIVERY_HOSTS = "";
  forgetEnvironment();
  await digipoort.close();
});
afterEach(() => setClock(null));

const filled = (changes: Record<string, string> = {}) => ({
  kanaal: "nieuw",
  bank: "ABN AMRO",
  omgeving: "anders",
  aanleveradres: digipoort.deliverUrl,
  statusadres: digipoort.statusUrl,
  berichtsoort: "Kredietrapportage",
  identiteitstype: "kvk",
  rol: "Intermediair",
  autorisatieadres: "http://geenausp.nl",
  algoritme: "sha1",
  geldigheid: "300",
  wachttijd: "5",
  eindstatus: "500",
  vingerafdrukken: fingerprintOf(digipoort.certificates.server.certificate),
  uitgever: digipoort.certificates.authority,
  ...changes,
});
const form = (changes: Record<string, string> = {}) => channelInput.parse(filled(changes));
const faultsOf = (changes: Record<string, string>) => {
  const parsed = channelInput.safeParse(filled(changes));
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
};
const set = (changes: Record<string, string>, pair: Partial<Identity> = {}) =>
  inScope(boss, (ctx) =>
    setUpChannel(ctx, form(changes), { certificate: pair.certificate ?? null, key: pair.key ?? null }),
  );
const made = async (changes: Record<string, string>, pair: Partial<Identity>) => {
  const done = await set(changes, pair);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.id;
};
const events = async (id: string) =>
  (
    await cast.owner()`select action, data from audit_events where subject = ${`channel:${id}`} order by seq`
  ).map(({ action, data }) => [action, data.changed ?? null]);

describe("where a channel may go to", () => {
  it.each([
    ["http", { aanleveradres: "http://wus.digipoort.logius.nl/x" }, ["aanleveradres: address-not-https"]],
    ["another host", { statusadres: "https://logius.nl.example/x" }, ["statusadres: address-unknown-host"]],
    [
      "a name before it",
      { statusadres: "https://wus.digipoort.logius.nl@evil.example/" },
      ["statusadres: address"],
    ],
    ["this machine", { aanleveradres: "https://127.0.0.1/" }, ["aanleveradres: address-unknown-host"]],
    ["nowhere", { aanleveradres: "" }, ["aanleveradres: address"]],
    ["half a recipient", { ontvangerNummer: "1" }, ["ontvangerNummer: recipient-whole"]],
    ["a lifetime of a day", { geldigheid: "9999" }, ["geldigheid: seconds"]],
    ["a fingerprint of SHA-1", { vingerafdrukken: "ab".repeat(20) }, ["vingerafdrukken: fingerprint"]],
    ["no message type", { berichtsoort: " " }, ["berichtsoort: fill-in"]],
    ["a bank without a name", { bank: "" }, ["bank: bank"]],
  ])("%s is refused at the field", (_what, changes, faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });

  it("Digipoort's own addresses are chosen by name", () => {
    expect(form({ omgeving: "preproductie" }).place.deliverUrl).toBe(
      "https://wus.preproductie.digipoort.logius.nl/wus/2.0/aanleverservice/1.2",
    );
  });

  it("the local stand-in is there in the demo alone", async () => {
    const demo = { kanaal: "nieuw", bank: "Demobank", omgeving: "demo", vingerafdrukken: "", uitgever: "" };
    expect(await set(demo)).toMatchObject({ ok: true });
    const before = { ...process.env };
    Object.assign(process.env, {
      PORTAL_MODE: "production",
      PORTAL_KEYRING: `k:${Buffer.alloc(32, 1).toString("base64")}`,
      TWILIO_ACCOUNT_SID: "x",
      TWILIO_AUTH_TOKEN: "x",
      RESEND_API_KEY: "x",
    });
    forgetEnvironment();
    expect(await set({ ...demo, bank: "Nog een" })).toEqual({
      ok: false,
      reason: "invalid",
      fields: { omgeving: "choose-place" },
    });
    process.env = before;
    forgetEnvironment();
  });
});

describe("setting up a channel", () => {
  it("seals the key, shows it nowhere, and tells the chain what was changed and never to what", async () => {
    const pair = digipoort.certificates.client;
    const id = await made({ bank: "ING" }, pair);
    const [row] = await cast.owner()`select private_key, settings from delivery_channels where id = ${id}`;
    const secret = pair.key.split("\n")[5] ?? "";
    expect(Buffer.from(row?.private_key).includes(secret)).toBe(false);
    const shown = (await inScope(boss, channelsOf)).find((one) => one.id === id);
    expect(shown).toMatchObject({ hasKey: true, enabled: true, recipient: "ING" });
    expect(JSON.stringify(shown)).not.toContain(secret);
    expect((await inScope(boss, (ctx) => channelFor(ctx, "creditReport", "ING")))?.key).toBe(pair.key);

    expect(await set({ kanaal: id, wachttijd: "9", rol: "Bedrijf" })).toEqual({ ok: true, id });
    const next = authority.issue({ commonName: "volgend" });
    expect(await set({ kanaal: id, wachttijd: "9", rol: "Bedrijf" }, next)).toEqual({ ok: true, id });
    // Nothing changed: nothing to tell.
    expect(await set({ kanaal: id, wachttijd: "9", rol: "Bedrijf" })).toEqual({ ok: true, id });
    const [first, ...others] = await events(id);
    expect(first?.[0]).toBe("channel.setUp");
    expect(others).toEqual([
      ["channel.changed", ["role", "timeoutMs"]],
      ["channel.changed", ["certificate", "key"]],
    ]);
    const said =
      await cast.owner()`select data::text as said from audit_events where subject = ${`channel:${id}`}`;
    for (const { said: text } of said) expect(text).not.toContain("PRIVATE");
  });

  it("asks for a key with a new certificate, and for another name for another bank", async () => {
    const id = await made({ bank: "Triodos" }, authority.issue({ commonName: "een" }));
    const { certificate } = authority.issue({ commonName: "twee" });
    const refusal = { ok: false, reason: "invalid", fields: { sleutel: "key-other-certificate" } };
    expect(await set({ kanaal: id }, { certificate })).toEqual(refusal);
    expect(await set({ bank: "Triodos" })).toEqual({
      ok: false,
      reason: "invalid",
      fields: { bank: "bank-known" },
    });
    expect(await set({ bank: "Leeg", vingerafdrukken: "" })).toEqual({
      ok: false,
      reason: "invalid",
      fields: {
        certificaat: "certificate-missing",
        sleutel: "key-missing",
        vingerafdrukken: "fingerprint-missing",
      },
    });
  });

  it("is out of reach of whoever looks after some clients only", async () => {
    const id = await made({ bank: "Knab" }, authority.issue({ commonName: "knab" }));
    expect(await inScope(cast.sander, channelsOf)).toEqual([]);
    expect(await inScope(cast.sander, (ctx) => switchChannel(ctx, id, false))).toEqual({
      ok: false,
      reason: "not-found",
    });
  });

  it("is switched off and on, once each in the chain; changing it does not switch it on", async () => {
    const id = await made({ bank: "Bunq" }, authority.issue({ commonName: "bunq" }));
    const to = (on: boolean) => inScope(boss, (ctx) => switchChannel(ctx, id, on));
    for (const on of [false, false]) expect(await to(on)).toEqual({ ok: true });
    expect(await set({ kanaal: id, rol: "Bedrijf" })).toEqual({ ok: true, id });
    expect(await inScope(boss, (ctx) => channelFor(ctx, "creditReport", "Bunq"))).toBeNull();
    await to(true);
    expect((await events(id)).map(([action]) => action)).toEqual([
      "channel.setUp",
      "channel.switchedOff",
      "channel.changed",
      "channel.switchedOn",
    ]);
  });
});

describe("trying the connection", () => {
  it("says that it works, and delivers nothing", async () => {
    const id = await made({ bank: "Werkt" }, digipoort.certificates.client);
    const before = digipoort.deliveries.length;
    expect(await tryChannel(boss, id, "12345678")).toEqual({ ok: true });
    expect(digipoort.deliveries).toHaveLength(before);
    digipoort.failWith({ lateMs: 3000 });
    await set({ kanaal: id, wachttijd: "2" });
    expect(await tryChannel(boss, id, "12345678")).toMatchObject({ ok: false, reason: "try-timeout" });
    digipoort.failWith("html");
    expect(await tryChannel(boss, id, "12345678")).toMatchObject({ ok: false, reason: "try-odd-answer" });
    digipoort.failWith({ fault: "STS100" });
    expect(await tryChannel(boss, id, "12345678")).toMatchObject({
      ok: false,
      reason: "try-refused",
      details: { code: "STS100" },
    });
    digipoort.failWith(null);
  }, 20_000);

  it("says that our certificate is refused, and that theirs is not believed", async () => {
    const id = await made({ bank: "Weigert" }, authority.issue({ commonName: "onbekend" }));
    // The stand-in closes where Digipoort sends an alert: either way nothing got in, and it says so.
    expect((await tryChannel(boss, id, "12345678")).ok).toBe(false);
    await set({ kanaal: id, uitgever: authority.certificate });
    expect(await tryChannel(boss, id, "12345678")).toMatchObject({ reason: "try-tls-failed" });
  });
});

describe("a certificate that ends", () => {
  const firm = () => systemOf(boss.firmId, "test");
  const look = () => inScope(firm(), warnOfCertificates);
  const mails = async (id: string) =>
    (
      await cast.owner()`select payload, account_id from outbox where kind = 'mail'
      and idempotency_key like ${`certificate:${id}:%`} order by id`
    ).map(({ payload }) => payload.template);
  const daysOn = (days: number) => setClock(() => new Date(Date.now() + days * DAY));
  const ends = (days: number) =>
    authority.issue({ commonName: "eindig", to: new Date(Date.now() + days * DAY) });

  it("is warned of at 60, 30 and 7 days and at its end, each of them once, to the administrators", async () => {
    const id = await made({ bank: "Verloopt" }, ends(100));
    const counts: [number, number][] = [
      [39, 0],
      [41, 1],
      [42, 1],
      [69, 1],
      [71, 2],
      [94, 3],
      [101, 4],
      [110, 4],
      [125, 4],
    ];
    for (const [day, count] of counts) {
      daysOn(day);
      await Promise.all([look(), look()]);
      expect(await mails(id), `day ${day}`).toHaveLength(count);
    }
    expect(await mails(id)).toEqual([
      "certificate-ends",
      "certificate-ends",
      "certificate-ends",
      "certificate-ended",
    ]);
    const whom = await cast.owner()`select distinct account_id from outbox
      where idempotency_key like ${`certificate:${id}:%`}`;
    expect(whom.map(({ account_id }) => account_id)).toEqual([boss.accountId]);
    expect(await inScope(boss, endingCertificates)).toContainEqual(
      expect.objectContaining({ channelId: id, stage: 0 }),
    );
    setClock(null);
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where idempotency_key like ${`certificate:${id}:%`}`;
    await deliver();
    const [mail] = await cast.owner()`select subject, text from local_messages
      where subject like 'Het certificaat voor Verloopt%' limit 1`;
    expect(mail?.text).toContain(`/admin/instellingen/kanalen/${id}`);
  });

  it("is not warned of once another has taken its place, nor while the channel is off", async () => {
    const id = await made({ bank: "Vervangen" }, ends(50));
    await look();
    expect(await mails(id)).toHaveLength(1);
    await set({ kanaal: id }, ends(360));
    daysOn(45);
    await look();
    expect(await mails(id)).toHaveLength(1);
    setClock(null);
    const off = await made({ bank: "Uit" }, ends(5));
    await inScope(boss, (ctx) => switchChannel(ctx, off, false));
    await look();
    expect(await mails(off)).toEqual([]);
  });
});

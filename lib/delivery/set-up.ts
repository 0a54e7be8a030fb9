import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { type ChannelSettings, deliveryChannels } from "@/db/schema/delivery";
import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { isDemo } from "@/lib/access/demo";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/ports/clock";
import { certificatesIn } from "@/lib/shared/pem";
import { type Result, refuse } from "@/lib/shared/result";
import { channelsOf, lockChannel, openChannel, type SetUp, saveChannel } from "./channels";
import type { ChannelForm } from "./input";
import { certificateFacts, readPair } from "./key-pair";

type SetUpRefusal = "not-found" | "channel-settings";
type Faults = { ok: false; reason: "invalid"; fields: Record<string, string> };
type Known = SetUp & { key: string | null };

/**
 * Sets up or changes how the firm reaches a recipient. What was uploaded is checked together with what is there: a key
 * has to be of the certificate, and that has to be valid today. What was changed goes into the chain by its name, never
 * by its value.
 * @param uploaded PEM; null: what there is stays
 */
export async function setUpChannel(
  ctx: Scoped<Staff>,
  form: ChannelForm,
  uploaded: { certificate: string | null; key: string | null },
): Promise<Result<{ id: string }, SetUpRefusal> | Faults> {
  const found = await target(ctx, form);
  if ("reason" in found) return found;
  const { known, recipient, stream } = found;
  const isLocal = form.place.deliverUrl === "";
  // Only the demo has this machine play the recipient.
  if (isLocal && !isDemo()) return invalid({ omgeving: "choose-place" });

  const faults: Record<string, string> = {};
  const pair = readPair(
    {
      certificate: uploaded.certificate ?? known?.certificate ?? null,
      key: uploaded.key ?? known?.key ?? null,
      passphrase: form.wachtwoordzin,
    },
    now(),
  );
  const brings = uploaded.certificate !== null || uploaded.key !== null;
  if (!pair.ok && (brings || !isLocal)) {
    if (pair.faults.certificate) faults.certificaat = pair.faults.certificate;
    if (pair.faults.key) faults.sleutel = pair.faults.key;
  }
  const settings = settingsOf(form, known);
  const trustsNobody = form.fingerprints.length === 0 && !settings.trusted.authorities;
  if (!isLocal && trustsNobody) faults.vingerafdrukken = "fingerprint-missing";
  if (settings.serverCa !== undefined && !certificateFacts(settings.serverCa))
    faults.uitgever = "certificate-unreadable";
  if (Object.keys(faults).length > 0) return invalid(faults);
  if (pair.ok && !isLocal && !canOpen({ settings, certificate: pair.certificate, key: pair.key }))
    return refuse("channel-settings");

  const id = await saveChannel(ctx, {
    stream,
    recipient,
    settings,
    certificate: uploaded.certificate === null ? null : pair.ok ? pair.certificate : null,
    key: uploaded.key === null ? null : pair.ok ? pair.key : null,
  });
  const changed = [
    ...changedSettings(known?.settings, settings),
    ...(uploaded.certificate === null ? [] : ["certificate"]),
    ...(uploaded.key === null ? [] : ["key"]),
  ];
  if (changed.length > 0)
    await record(ctx, {
      action: known ? "channel.changed" : "channel.setUp",
      subject: `channel:${id}`,
      data: {
        stream,
        recipient,
        changed,
        ...(uploaded.certificate !== null && pair.ok ? { certificate: pair.facts.fingerprint } : {}),
      },
    });
  return { ok: true, id };
}

/** Switches a way on or off. While it is off nothing is sent there: what clients approve waits with the firm. */
export async function switchChannel(
  ctx: Scoped<Staff>,
  id: string,
  enabled: boolean,
): Promise<Result<object, "not-found">> {
  const known = await lockChannel(ctx, id);
  if (!known) return refuse("not-found");
  if (known.enabled === enabled) return { ok: true };
  await ctx.db
    .update(deliveryChannels)
    .set({ enabled })
    .where(and(eq(deliveryChannels.firmId, ctx.actor.firmId), eq(deliveryChannels.id, id)));
  const { stream, recipient } = known;
  await record(ctx, {
    action: enabled ? "channel.switchedOn" : "channel.switchedOff",
    subject: `channel:${id}`,
    data: { stream, recipient },
  });
  return { ok: true };
}

/** Which channel a form is about: the KvK's, that of a bank, or one that is to be made. */
async function target(
  ctx: Scoped<Staff>,
  { kanaal, bank }: ChannelForm,
): Promise<
  | { known: Known | null; recipient: string; stream: SetUp["stream"] }
  | { ok: false; reason: "not-found" }
  | Faults
> {
  if (kanaal !== "kvk" && kanaal !== "nieuw") {
    const known = await lockChannel(ctx, kanaal);
    return known ? { known, recipient: known.recipient, stream: known.stream } : refuse("not-found");
  }
  const stream = kanaal === "kvk" ? "filingAccounts" : "creditReport";
  const recipient = kanaal === "kvk" ? "" : bank;
  const same = (await channelsOf(ctx)).find((one) => one.stream === stream && one.recipient === recipient);
  if (same && kanaal === "nieuw") return invalid({ bank: "bank-known" });
  return { known: same ? await lockChannel(ctx, same.id) : null, recipient, stream };
}

function settingsOf(form: ChannelForm, known: Known | null): ChannelSettings {
  const { authorities, subjectSerialNumbers } = known?.settings.trusted ?? {};
  return {
    ...form.place,
    messageType: form.berichtsoort,
    identityType: form.identiteitstype,
    role: form.rol,
    ...(form.ontvangerNummer
      ? { recipient: { number: form.ontvangerNummer, type: form.ontvangerType, role: form.ontvangerRol } }
      : {}),
    ...(form.autorisatieadres ? { authorisationAddress: form.autorisatieadres } : {}),
    signatureAlgorithm: `rsa-${form.algoritme}`,
    digestAlgorithm: form.algoritme,
    timestampTtlSeconds: form.geldigheid,
    timeoutMs: form.wachttijd * 1000,
    ...(form.uitgever ? { serverCa: certificatesIn(form.uitgever) } : {}),
    ...(form.bestandssoort ? { packageType: form.bestandssoort } : {}),
    trusted: {
      ...(form.fingerprints.length > 0 ? { fingerprints: form.fingerprints } : {}),
      // An authority whose certificates are believed is set up together with the numbers that it goes with.
      ...(authorities ? { authorities, subjectSerialNumbers: subjectSerialNumbers ?? [] } : {}),
    },
    terminalCode: form.eindstatus,
  };
}

function canOpen(channel: Omit<Parameters<typeof openChannel>[0], "id">): boolean {
  try {
    openChannel({ id: "", ...channel });
    return true;
  } catch {
    return false;
  }
}

function changedSettings(before: ChannelSettings | undefined, after: ChannelSettings): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]) as Set<keyof ChannelSettings>;
  return [...names].filter((name) => !isDeepStrictEqual(before?.[name], after[name])).sort();
}

function invalid(fields: Record<string, string>): Faults {
  return { ok: false, reason: "invalid", fields };
}

import { inScope, type Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { now } from "@/lib/ports/clock";
import type { SigningKeyRefusal } from "@/lib/ports/signing-key/facts";
import { signerFromPkcs12 } from "@/lib/ports/signing-key/own-key";
import { type Result, refuse } from "@/lib/shared/result";
import { keepCertificate, signersOf } from "./certificates";
import { isSelfSigned } from "./facts";
import type { ServiceForm, UploadForm } from "./input";
import { openService, type ServiceRefusal } from "./service";
import type { Opened } from "./shapes";

type ServiceField = "adres" | "credential" | "toegangstoken" | "pincode";

type SetUp<Field extends string> =
  | Result<{ id: string }, "not-found">
  | { ok: false; reason: "invalid"; fields: Partial<Record<Field, string>> };

/**
 * Puts the certificate in a PKCS#12 in place of the one that was. It is opened before the transaction, in a thread of its
 * own: that takes up to seconds.
 * @param accountId whose; null: the firm's
 */
export async function setUpFromFile(
  actor: Staff,
  accountId: string | null,
  { bestand, wachtwoord }: UploadForm,
): Promise<SetUp<"bestand" | "wachtwoord">> {
  const found = await openUpload(new Uint8Array(await bestand.arrayBuffer()), wachtwoord);
  if (found.ok) return inScope(actor, (ctx) => setUp(ctx, accountId, found.opened));
  const field = found.reason === "wrong-password" ? "wachtwoord" : "bestand";
  return { ok: false, reason: "invalid", fields: { [field]: `signing-${found.reason}` } };
}

/** The same for a key that stays with a service, which is asked for its certificate before the transaction. */
export async function setUpAtService(
  actor: Staff,
  accountId: string | null,
  { adres, credential, toegangstoken, pincode }: ServiceForm,
): Promise<SetUp<ServiceField>> {
  const access = { token: toegangstoken, ...(pincode ? { pin: pincode } : {}) };
  const found = await openService({ url: adres, credential }, access);
  if (found.ok) return inScope(actor, (ctx) => setUp(ctx, accountId, found.opened));
  return { ok: false, reason: "invalid", fields: faultAt(found.reason) };
}

async function openUpload(
  bytes: Uint8Array,
  password: string,
): Promise<Result<{ opened: Opened }, SigningKeyRefusal | "self-signed">> {
  const found = await signerFromPkcs12(bytes, password, now());
  if (!found.ok) return found;
  // Nobody but its maker says whose it is: every reader calls it untrusted, for ever.
  if (isSelfSigned(found.pem.certificate)) return refuse("self-signed");
  return { ok: true, opened: { ...found.pem, notAfter: found.facts.notAfter } };
}

/** Whoever may not sign gets none, and whoever is no administrator sets up his own alone. */
async function setUp(
  ctx: Scoped<Staff>,
  accountId: string | null,
  opened: Opened,
): Promise<Result<{ id: string }, "not-found">> {
  const { actor } = ctx;
  const own = actor.accountId === accountId;
  if (actor.reach !== "firm" && !own) return refuse("not-found");
  if (accountId && !own && !(await signersOf(ctx)).some((one) => one.accountId === accountId))
    return refuse("not-found");
  return { ok: true, id: await keepCertificate(ctx, { ...opened, accountId, addedBy: actor.accountId }) };
}

/** A fault of the service, at the field that it is about. */
function faultAt(reason: ServiceRefusal): Partial<Record<ServiceField, string>> {
  if (reason === "service-does-not-sign") return { pincode: `signing-${reason}` };
  if (reason.startsWith("url-")) return { adres: reason };
  if (reason === "service-token") return { toegangstoken: "signing-service-token" };
  if (reason === "service-unreachable" || reason === "service-unreadable")
    return { adres: `signing-${reason}` };
  if (reason === "no-key") return { credential: "signing-service-key-off" };
  if (reason === "no-certificate" || reason === "unreadable") return { adres: "signing-service-unreadable" };
  return { credential: `signing-${reason}` };
}

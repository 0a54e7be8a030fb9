import { verify, X509Certificate } from "node:crypto";
import { afterEach, beforeAll, beforeEach } from "vitest";
import { inScope } from "@/db/scope";
import { type Staff, systemOf } from "@/lib/access/actor";
import type { CertificateRequest, Identity } from "@/lib/pades/certificates/authority";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { setClock } from "@/lib/ports/clock";
import { signerFor } from "@/lib/signing/certificates";
import { setUpFromFile } from "@/lib/signing/set-up";
import { aCast } from "../cast";
import { staffAt } from "../people";
import { anAuthority, type TestAuthority } from "./people";

type Signs = Awaited<ReturnType<typeof signerFor>>;

/** The story in a database of its own, an authority, and certificates of it as staff set them up; none before each test. */
export function aSettingUp() {
  const cast = aCast();
  const world = { cast } as { cast: typeof cast; authority: TestAuthority; willemijn: Staff };
  beforeAll(async () => {
    world.authority = await anAuthority();
    world.willemijn = await staffAt(cast.owner(), "devries", "willemijn@devries.example");
  });
  beforeEach(() => cast.owner()`delete from signing_certificates`);
  afterEach(() => setClock(null));
  const packed = async (identity: Identity, name = "Kantoor") =>
    writePkcs12(identity, { chain: [world.authority.issuing.certificate], password: "geheim", name });
  async function upload(
    actor: Staff,
    accountId: string | null,
    name = "Kantoor",
    request: Partial<CertificateRequest> = {},
  ) {
    return setUpFromFile(actor, accountId, form(await packed(await world.authority.issue(name, request))));
  }
  return Object.assign(world, {
    packed,
    upload,
    async kept(...wish: Parameters<typeof upload>): Promise<string> {
      const done = await upload(...wish);
      if (!done.ok) throw new Error(JSON.stringify(done));
      return done.id;
    },
    rowOf: async (id: string) => (await cast.owner()`select * from signing_certificates where id = ${id}`)[0],
    eventsOf: async (id: string) =>
      cast.owner()`select action, data from audit_events where subject = ${`signingCertificate:${id}`} order by seq`,
    signerOf: (actor: Staff, accountId: string | null) =>
      inScope(systemOf(actor.firmId, "test"), (ctx) => signerFor(ctx, accountId)),
  });
}

export const inFile = (bytes: Uint8Array, name = "kantoor.p12") => new File([new Uint8Array(bytes)], name);
export const form = (bytes: Uint8Array, wachtwoord = "geheim") => ({ bestand: inFile(bytes), wachtwoord });

export const nameOf = (signer: Signs) =>
  signer && /CN=(.*)/.exec(new X509Certificate(signer.certificate).subject)?.[1];

/** Whether what it signs verifies with its certificate. */
export async function signs(signer: Signs): Promise<boolean> {
  if (!signer) return false;
  const bytes = Buffer.from("a hash of everything");
  const { publicKey } = new X509Certificate(signer.certificate);
  return verify("SHA256", bytes, publicKey, await signer.sign(bytes, "SHA-256"));
}

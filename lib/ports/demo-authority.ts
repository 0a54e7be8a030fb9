import { join } from "node:path";
import { type Identity, makeIdentity } from "@/lib/pades/certificates/authority";
import { keySigner } from "@/lib/pades/certificates/key-signer";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { makeRevocationList } from "@/lib/pades/certificates/revocation-list";
import type { Signer } from "@/lib/pades/shapes";
import { now } from "./clock";
import { type AuthorityFolder, openFolder } from "./demo-authority-folder";
import { environment } from "./environment";

/** A firm, or a person of one. */
export type DemoHolder = { name: string; organisation?: string };

export type DemoAuthority = {
  /** Where the root's certificate lies in PEM, so that a person can have a reader of PDFs trust it. */
  rootPath: string;
  /** DER. */
  root: Buffer;
  issuing: Buffer;
  /** Signs time stamps. */
  timestamps: Signer;
  /** A certificate on this name with "(demonstratie)" behind it, and its key, in a PKCS#12. */
  issue(holder: DemoHolder, password: string): Promise<Buffer>;
  /** What the root and the issuing authority revoked: nothing, as of now, for a month. DER. */
  revocationLists(): Buffer[];
};

const day = 86_400_000;
/** The longest common name and organisation that X.520 allows. */
const longestName = 64;
const suffix = " (demonstratie)";
const opened = new Map<string, Promise<DemoAuthority>>();

/**
 * Who issues certificates in the demo: an authority that nobody trusts, made once and kept in DATA_DIR/signing.
 * @throws outside the demo, where certificates come from a trust service
 */
export async function demoAuthority(): Promise<DemoAuthority> {
  const { PORTAL_MODE, DATA_DIR } = environment();
  if (PORTAL_MODE !== "demo") throw new Error("certificates of our own are for the demo alone");
  const path = join(DATA_DIR, "signing");
  const known = opened.get(path);
  if (known) return known;
  const opening = openFolder(path).then(authorityOf);
  opened.set(path, opening);
  // What failed is tried again by the next who asks.
  opening.catch(() => opened.delete(path));
  return opening;
}

function authorityOf({ path, root, issuing, timestamps }: AuthorityFolder): DemoAuthority {
  return {
    rootPath: join(path, "root.pem"),
    root: root.certificate,
    issuing: issuing.certificate,
    timestamps: keySigner(timestamps.key, timestamps.certificate, [issuing.certificate]),
    issue: (holder, password) => issue(holder, password, root, issuing),
    revocationLists: () => [root, issuing].map(emptyList),
  };
}

async function issue(
  { name, organisation }: DemoHolder,
  password: string,
  root: Identity,
  issuing: Identity,
): Promise<Buffer> {
  const commonName = `${cut(name, longestName - suffix.length)}${suffix}`;
  const at = now().getTime();
  const identity = await makeIdentity({
    subject: { commonName, organisation: cut(organisation ?? name, longestName), country: "NL" },
    purpose: "document-signing",
    from: new Date(at - day),
    to: new Date(at + 2 * 365 * day),
    issuer: issuing,
  });
  return writePkcs12(identity, {
    chain: [issuing.certificate, root.certificate],
    password,
    name: commonName,
  });
}

function emptyList(issuer: Identity): Buffer {
  const at = now().getTime();
  // Seconds since 1970 rise with every list.
  const number = Math.floor(at / 1000);
  return makeRevocationList(issuer, {
    number,
    from: new Date(at - 60_000),
    to: new Date(at + 30 * day),
  });
}

/** By whole characters. */
function cut(text: string, length: number): string {
  return [...text].slice(0, length).join("");
}

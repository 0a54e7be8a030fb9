import { createPrivateKey, randomBytes, X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Identity, makeIdentity } from "@/lib/pades/certificates/authority";
import { pemOf } from "@/lib/shared/pem";
import { now } from "./clock";

export type AuthorityFolder = { path: string; root: Identity; issuing: Identity; timestamps: Identity };

const names = ["root", "issuing", "timestamps"] as const;
const year = 365 * 86_400_000;

/**
 * The demo's certificates and keys as they lie in this folder, made when they are not there. The folder comes into
 * being whole, under its name by a rename: of two processes that start together, one wins and both read its keys.
 */
export async function openFolder(path: string): Promise<AuthorityFolder> {
  return (await readFolder(path)) ?? (await makeFolder(path));
}

async function readFolder(path: string): Promise<AuthorityFolder | null> {
  const read = async (name: (typeof names)[number]): Promise<Identity> => ({
    certificate: new X509Certificate(await readFile(join(path, `${name}.pem`))).raw,
    key: createPrivateKey(await readFile(join(path, `${name}.key`))),
  });
  try {
    const [root, issuing, timestamps] = [await read("root"), await read("issuing"), await read("timestamps")];
    return { path, root, issuing, timestamps };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function makeFolder(path: string): Promise<AuthorityFolder> {
  const mine = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await mkdir(dirname(path), { recursive: true });
  await mkdir(mine, { mode: 0o700 });
  try {
    const made = await makeAll();
    for (const name of names) {
      const { certificate, key } = made[name];
      await keep(join(mine, `${name}.pem`), pemOf(certificate, "CERTIFICATE"));
      await keep(join(mine, `${name}.key`), key.export({ type: "pkcs8", format: "pem" }).toString());
    }
    await rename(mine, path);
    return { path, ...made };
  } catch (error) {
    // A folder that has something in it is not renamed over: another was first.
    if (!["ENOTEMPTY", "EEXIST"].includes(String((error as NodeJS.ErrnoException).code))) throw error;
    const theirs = await readFolder(path);
    if (!theirs) throw new Error(`${path} is there, and not whole: remove it to have it made again`);
    return theirs;
  } finally {
    await rm(mine, { recursive: true, force: true });
  }
}

function keep(path: string, text: string): Promise<void> {
  return writeFile(path, text, { mode: 0o600, flag: "wx" });
}

/** From some years ago: the demo's story is told in the past. RSA, for every reader of PDFs knows it. */
async function makeAll(): Promise<Record<(typeof names)[number], Identity>> {
  const organisation = "Demonstratie – geen juridische waarde";
  const period = { from: new Date(now().getTime() - 5 * year), to: new Date(now().getTime() + 10 * year) };
  const make = (commonName: string, purpose: "root" | "issuing" | "time-stamping", issuer?: Identity) =>
    makeIdentity({
      subject: { commonName, organisation, country: "NL" },
      purpose,
      ...period,
      ...(issuer ? { issuer } : {}),
    });
  const root = await make("Demonstratie – geen juridische waarde", "root");
  const issuing = await make("Demonstratie – uitgever", "issuing", root);
  const timestamps = await make("Demonstratie – tijdstempel", "time-stamping", issuing);
  return { root, issuing, timestamps };
}

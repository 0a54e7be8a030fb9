// Opens one PKCS#12 and hands over its key and its certificates. Runs in a worker thread: see pkcs12.ts.
import { KeyObject } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { P12Signer } from "@libpdf/core";

// The library takes the last of several keys without a word; which one is meant nobody can tell.
const keys = new Set();
const importKey = P12Signer.importPrivateKey;
P12Signer.importPrivateKey = (info) => {
  keys.add(Buffer.from(info.toSchema().toBER(false)).toString("hex"));
  return importKey(info);
};

async function open({ bytes, password }) {
  try {
    const signer = await P12Signer.create(bytes, password);
    if (keys.size > 1) return { ok: false, reason: "several-keys" };
    // The library's own sign() hashes with SHA-256 whatever it is asked to, when the key is RSA: hence the key itself.
    const key = KeyObject.from(signer.privateKey).export({ type: "pkcs8", format: "der" });
    const certificates = [signer.certificate, ...(signer.certificateChain ?? [])];
    return { ok: true, key, certificates: certificates.map((der) => Uint8Array.from(der)) };
  } catch (error) {
    return { ok: false, reason: reasonOf(String(error?.message)) };
  }
}

function reasonOf(message) {
  if (/integrity|password|\bH?MAC\b/i.test(message)) return "wrong-password";
  if (/no private key/i.test(message)) return "no-key";
  return /no certificates/i.test(message) ? "no-certificate" : "unreadable";
}

parentPort.postMessage("started");
parentPort.postMessage(await open(workerData));

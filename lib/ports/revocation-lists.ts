import { lookup } from "node:dns/promises";
import { request } from "node:http";
import { isIP } from "node:net";
import { log } from "./log";
import { isPublicAddress } from "./webhook/address";

type Address = { address: string; family: number };
export type ListLimits = {
  /** From looking up the name to the last byte, in milliseconds. */
  timeoutMs: number;
  maxBytes: number;
  resolve: (host: string) => Promise<Address[]>;
  /** Whether one may be called. */
  allows: (address: string) => boolean;
};

/** The lists of the largest trust services are of some megabytes. */
const LIMITS: ListLimits = {
  timeoutMs: 10_000,
  maxBytes: 10 * 1024 * 1024,
  resolve: (host) => lookup(host, { all: true, verbatim: true }),
  allows: isPublicAddress,
};

/**
 * A revocation list from where a certificate says that it is: by plain HTTP, as RFC 5280 (4.2.1.13) wants it, for the list
 * is signed itself. The address is somebody else's word, so it may lead to the public internet alone: the name is looked up
 * once, every address that it has must be public, and the first of those is called. No redirect is followed.
 * @returns DER as it came; null when there is none, which is logged
 */
export async function fetchRevocationList(
  text: string,
  limits: Partial<ListLimits> = {},
): Promise<Buffer | null> {
  const { timeoutMs, maxBytes, resolve, allows } = { ...LIMITS, ...limits };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const url = targetOf(text);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const family = isIP(host);
    const found = family ? [{ address: host, family }] : await within(signal, resolve(host));
    const [first] = found;
    if (!first || !found.every(({ address }) => allows(address))) throw new Error("no public address");
    return await get(url, first, { signal, maxBytes });
  } catch (error) {
    log().warn({ err: error, url: text.slice(0, 200) }, "a revocation list could not be fetched");
    return null;
  }
}

function targetOf(text: string): URL {
  const url = new URL(text);
  const plain = url.protocol === "http:" && !url.username && !url.password;
  if (!plain || text.length > 500) throw new Error("no address of a revocation list");
  return url;
}

function get(
  url: URL,
  { address, family }: Address,
  { signal, maxBytes }: { signal: AbortSignal; maxBytes: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // First of all: of a small answer the end is there already.
    const refuse = (why: string) => {
      reject(new Error(why));
      call.destroy();
    };
    const call = request(
      url,
      {
        signal,
        agent: false,
        // Whatever is asked for, the address that was looked at is the answer.
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (answer) => {
        const pieces: Buffer[] = [];
        let size = 0;
        if (answer.statusCode !== 200) refuse(`HTTP ${answer.statusCode}`);
        answer.on("data", (piece: Buffer) => {
          size += piece.length;
          if (size > maxBytes) refuse("too large");
          else pieces.push(piece);
        });
        answer.on("error", reject);
        answer.on("end", () => resolve(Buffer.concat(pieces)));
      },
    );
    call.on("error", reject);
    call.end();
  });
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
  ]);
}

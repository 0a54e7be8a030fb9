import { lookup as systemLookup } from "node:dns";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./address";
import { hostOf, isStandIn, parseTarget } from "./target";

/**
 * What became of one call. delivered: a 2xx. refused: any other answer, also a redirect, which is not followed.
 * forbidden: the address is none that we send to. unreachable: no answer, so it may have arrived and may not.
 */
export type PostOutcome =
  | { outcome: "delivered"; status: number }
  | { outcome: "refused"; status: number; retryAfter: string | null }
  | { outcome: "forbidden"; reason: "url" | "address" }
  | { outcome: "unreachable"; reason: string };

type Address = { address: string; family: number };
export type Resolve = (host: string) => Promise<Address[]>;

/** From looking up the name to the end of the answer. */
const timeLimitMs = 10_000;
/** So much of an answer is read, and thrown away: only its status counts. */
const answerLimit = 4096;

const resolveBySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) =>
      error ? reject(error) : resolve(found),
    );
  });

/**
 * Posts a body to an address of somebody else. The name is resolved once, every address that it has must be public, and
 * the connection goes to the first of those and no other: a name that changes in between changes nothing.
 * @param timeLimit milliseconds
 */
export async function postWebhook(
  text: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  resolve: Resolve = resolveBySystem,
  timeLimit = timeLimitMs,
): Promise<PostOutcome> {
  const parsed = parseTarget(text);
  if (!parsed.ok) return { outcome: "forbidden", reason: "url" };
  const { url } = parsed;
  const ends = Date.now() + timeLimit;
  let found: Address[];
  try {
    found = await within(timeLimit, addressesOf(hostOf(url), resolve));
  } catch (error) {
    return { outcome: "unreachable", reason: codeOf(error) };
  }
  const [first] = found;
  if (!first) return { outcome: "unreachable", reason: "ENOTFOUND" };
  const mayBeLocal = isStandIn(url);
  if (!mayBeLocal && !found.every(({ address }) => isPublicAddress(address)))
    return { outcome: "forbidden", reason: "address" };
  return send(url, { headers, body }, first, Math.max(1, ends - Date.now()));
}

async function addressesOf(host: string, resolve: Resolve): Promise<Address[]> {
  const family = isIP(host);
  return family ? [{ address: host, family }] : resolve(host);
}

function send(
  url: URL,
  { headers, body }: { headers: Record<string, string>; body: string },
  to: Address,
  timeLimit: number,
): Promise<PostOutcome> {
  const options: RequestOptions = {
    method: "POST",
    // A connection of its own: one that was kept open may lead to where the name pointed before.
    agent: false,
    lookup: pinnedTo(to),
    headers: { ...headers, "content-length": Buffer.byteLength(body) },
    maxHeaderSize: 16_384,
  };
  return new Promise((resolve) => {
    const over = (outcome: PostOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
      call.destroy();
    };
    const call = (url.protocol === "http:" ? httpRequest : httpsRequest)(url, options, (answer) => {
      const status = answer.statusCode ?? 0;
      const outcome: PostOutcome =
        status >= 200 && status < 300
          ? { outcome: "delivered", status }
          : { outcome: "refused", status, retryAfter: answer.headers["retry-after"] ?? null };
      let left = answerLimit;
      answer.on("data", (piece: Buffer) => {
        left -= piece.length;
        if (left < 0) over(outcome);
      });
      answer.on("end", () => over(outcome));
      answer.on("error", () => over(outcome));
      // The status has been said: how slowly the rest comes changes nothing about it.
      given = outcome;
    });
    let given: PostOutcome | null = null;
    const timer = setTimeout(() => over(given ?? { outcome: "unreachable", reason: "ETIMEDOUT" }), timeLimit);
    call.on("error", (error) => over(given ?? { outcome: "unreachable", reason: codeOf(error) }));
    call.end(body);
  });
}

/** Whatever is asked for, the address that was looked at is the answer. */
function pinnedTo({ address, family }: Address): LookupFunction {
  return (_host, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("late"), { code: "ETIMEDOUT" })), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown })?.code ?? "network");
}

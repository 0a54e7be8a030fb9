import { TimestampFailure } from "@/lib/pades/shapes";
import { NoAnswer, postBounded } from "@/lib/ports/bounded-post";
import { rootsIn } from "@/lib/ports/roots-file";
import type { TimestampService } from "./service";

type Settings = {
  /** With user:password in it where the service asks for them. */
  url: string;
  /** Path of the certificates that are trusted, in PEM. */
  roots: string;
  /** Milliseconds. */
  timeoutMs?: number;
};

/** A token with its chain is some thousands of bytes. */
const mostBytes = 64 * 1024;

/** A service on the network, by HTTP (RFC 3161, 3.4). */
export function remoteTimestampService({ url: text, roots, timeoutMs = 10_000 }: Settings): TimestampService {
  const url = new URL(text);
  const headers = {
    "content-type": "application/timestamp-query",
    accept: "application/timestamp-reply",
    ...authorization(url),
  };
  // They go into the header, and into nothing that is logged.
  url.username = "";
  url.password = "";
  return {
    name: url.host,
    async ask(request) {
      const { status, contentType, body } = await postBounded(
        url,
        { headers, body: request },
        { timeoutMs, maxBytes: mostBytes },
      ).catch(failed);
      if (status >= 500 || status === 408 || status === 429)
        throw new TimestampFailure("unreachable", `HTTP ${status}`);
      if (status !== 200) throw new TimestampFailure("refused", `HTTP ${status}`);
      // Some say application/octet-stream, and some nothing; a page for people is none of these.
      if (/^(text|image)\/|json|xml/i.test(contentType))
        throw new TimestampFailure("unreadable", contentType.slice(0, 60));
      return body;
    },
    anchors: async () => rootsIn(roots, "TIMESTAMP_ROOTS"),
  };
}

function authorization({ username, password }: URL): Record<string, string> {
  if (!username && !password) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

function failed(error: unknown): never {
  if (!(error instanceof NoAnswer)) throw error;
  throw new TimestampFailure(error.code === "TOO_LARGE" ? "unreadable" : "unreachable", error.code);
}

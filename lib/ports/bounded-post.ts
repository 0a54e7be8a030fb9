import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";

/** Why there is no answer: by Node's code, TIMEOUT, or TOO_LARGE. */
export class NoAnswer extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export type Answer = { status: number; contentType: string; body: Buffer };
type Limits = {
  timeoutMs: number;
  maxBytes: number;
  /** How a host's address is found: where its name comes from somebody else, by one that keeps to the public internet. */
  lookup?: LookupFunction | undefined;
};

/**
 * One POST to a service that whoever runs the portal, or a firm, named: a connection of its own, no redirect followed, bounded in
 * time (from dialling to the last byte) and in size.
 * @throws NoAnswer
 */
export function postBounded(
  url: URL,
  { headers, body }: { headers: Record<string, string>; body: Uint8Array },
  { timeoutMs, maxBytes, lookup }: Limits,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail("TIMEOUT"), timeoutMs);
    const fail = (code: string) => {
      clearTimeout(timer);
      reject(new NoAnswer(code));
      call.destroy();
    };
    const broken = (error: NodeJS.ErrnoException) => fail(error.code ?? "NETWORK");
    const options = {
      method: "POST",
      agent: false as const,
      headers: { ...headers, "content-length": body.length },
      ...(lookup ? { lookup } : {}),
    };
    const call = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, options, (answer) => {
      const pieces: Buffer[] = [];
      let size = 0;
      answer.on("error", broken);
      answer.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size > maxBytes) fail("TOO_LARGE");
        else pieces.push(piece);
      });
      answer.on("end", () => {
        clearTimeout(timer);
        const contentType = answer.headers["content-type"] ?? "";
        resolve({ status: answer.statusCode ?? 0, contentType, body: Buffer.concat(pieces) });
      });
    });
    call.on("error", broken);
    call.end(body);
  });
}

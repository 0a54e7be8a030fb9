import type { LookupFunction } from "node:net";
import type { z } from "zod";
import { NoAnswer, postBounded } from "@/lib/ports/bounded-post";
import { serviceError } from "./service-answers";

export type KeyService = {
  /** https, up to and with the version: https://sign.example/csc/v1 */
  base: string;
  /** An access token of OAuth 2.0, asked for at each call: it may be renewed in between. */
  token: () => Promise<string>;
  credential: string;
  /** Where the credential is opened by a PIN. */
  pin?: string;
  /** Milliseconds; 15 000 unless told otherwise. */
  timeoutMs?: number;
  /** How its host's address is found; by the system's own way unless told otherwise. */
  lookup?: LookupFunction | undefined;
};

export type SigningServiceFault =
  | "unreachable" // no answer, or 5xx: to be tried again
  | "token-expired" // 401: ask for another token
  | "refused"
  | "unreadable"
  | "not-its-signature";

export class SigningServiceFailure extends Error {
  constructor(
    readonly fault: SigningServiceFault,
    detail = "",
  ) {
    super(detail ? `${fault}: ${detail}` : fault);
  }
}

const mostBytes = 256 * 1024;

/** @throws SigningServiceFailure; never says a token, a PIN or a hash */
export async function serviceCall<T>(
  service: KeyService,
  path: string,
  input: object,
  shape: z.ZodType<T>,
): Promise<T> {
  const url = new URL(`${service.base.replace(/\/$/, "")}/${path}`);
  const headers = {
    authorization: `Bearer ${await service.token()}`,
    "content-type": "application/json",
    accept: "application/json",
  };
  const limits = { timeoutMs: service.timeoutMs ?? 15_000, maxBytes: mostBytes, lookup: service.lookup };
  const body = Buffer.from(JSON.stringify(input));
  const answer = await postBounded(url, { headers, body }, limits).catch((error) => {
    if (!(error instanceof NoAnswer)) throw error;
    throw new SigningServiceFailure(error.code === "TOO_LARGE" ? "unreadable" : "unreachable", error.code);
  });
  const json = parsed(answer.body);
  if (answer.status !== 200) {
    const said = serviceError.safeParse(json).data?.error;
    throw new SigningServiceFailure(faultOf(answer.status), [answer.status, said].filter(Boolean).join(" "));
  }
  const read = shape.safeParse(json);
  if (!read.success) throw new SigningServiceFailure("unreadable", path);
  return read.data;
}

function faultOf(status: number): SigningServiceFault {
  if (status === 401) return "token-expired";
  return status >= 500 || status === 429 ? "unreachable" : "refused";
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

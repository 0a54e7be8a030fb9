import type { NotSent } from "./channel";

/** Of a connection that never came about: nothing was sent, and why. */
export function notSent(error: unknown): NotSent {
  const code = codeOf(error);
  if (code === "CONNECT_TIMEOUT") return { outcome: "not-sent", reason: "connect-timeout" };
  const reason = ["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"].includes(code)
    ? "address-unknown"
    : ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"].includes(code)
      ? "no-connection"
      : refusesOurCertificate(code)
        ? "certificate-refused"
        : "tls-failed";
  return { outcome: "not-sent", reason, detail: code };
}

/** The alerts of TLS about a certificate (RFC 8446, 6.2): who sends one has not finished the handshake. */
export function refusesOurCertificate(code: string): boolean {
  return /^ERR_SSL_(TLSV1|SSLV3|TLSV13)_ALERT_(.*CERTIFICATE.*|UNKNOWN_CA|HANDSHAKE_FAILURE)$/.test(code);
}

/** An error of our own making, told by its code as Node's are. */
export function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

export function codeOf(error: unknown): string {
  return String((error as { code?: unknown })?.code ?? "UNKNOWN");
}

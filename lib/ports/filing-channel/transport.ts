import { request } from "node:https";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { NotSent, UnknownReason } from "./channel";
import type { Checked } from "./config";
import { codeOf, failure, notSent, refusesOurCertificate } from "./network-failure";

export type Answered = { kind: "answered"; status: number; contentType: string; body: Buffer };
export type Posted =
  | Answered
  | NotSent
  | {
      outcome: "unknown";
      reason: Extract<UnknownReason, "timeout" | "connection-lost" | "too-large">;
      detail?: string;
    };

// In TLS 1.3 our side is done before the server looks at our certificate. Its session ticket says that it did.
const TICKET_WAIT_MS = 250;

/**
 * One POST over two-way TLS: a connection of its own, no redirect followed, bounded in time and size.
 *
 * The connection is made first and the request written after that, so that "not-sent" is certain: the name, the
 * port, the server's certificate or ours was refused before a byte of the request left. After that everything that
 * breaks is "unknown", but for the server's own word that it does not take our certificate.
 */
export async function post(url: string, soapAction: string, xml: Buffer, config: Checked): Promise<Posted> {
  const deadline = performance.now() + config.timeoutMs;
  const until = Math.min(config.connectTimeoutMs ?? 10_000, config.timeoutMs);
  let socket: TLSSocket;
  try {
    socket = await connected(new URL(url), config, until);
  } catch (error) {
    return notSent(error);
  }
  try {
    return await exchange(new URL(url), soapAction, xml, socket, deadline - performance.now(), config);
  } catch (error) {
    const code = codeOf(error);
    if (code === "TIMEOUT") return { outcome: "unknown", reason: "timeout" };
    if (code === "TOO_LARGE") return { outcome: "unknown", reason: "too-large" };
    if (refusesOurCertificate(code))
      return { outcome: "not-sent", reason: "certificate-refused", detail: code };
    return { outcome: "unknown", reason: "connection-lost", detail: code };
  } finally {
    socket.destroy();
  }
}

function connected({ hostname, port }: URL, config: Checked, timeoutMs: number): Promise<TLSSocket> {
  const host = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    const { key, certificate } = config.clientCertificate;
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(isIP(host) ? {} : { servername: host }),
      key,
      cert: certificate,
      ...(config.serverCa ? { ca: config.serverCa } : {}),
      minVersion: "TLSv1.2",
    });
    const timers = [setTimeout(() => settle(failure("CONNECT_TIMEOUT")), timeoutMs)];
    const closed = () => settle(failure("CLOSED"));
    const settle = (error?: Error) => {
      for (const timer of timers) clearTimeout(timer);
      socket.off("error", settle).off("close", closed).off("session", ticket);
      // Whoever uses the socket from here on hears of its errors; without a listener they would end the process.
      socket.on("error", () => {});
      if (error) {
        socket.destroy();
        reject(error);
      } else resolve(socket);
    };
    const ready = () => settle(socket.destroyed ? failure("CLOSED") : undefined);
    // The ticket is told of in the middle of a read of TLS: a write from there would corrupt the connection.
    const ticket = () => setImmediate(ready);
    socket.on("error", settle);
    socket.on("close", closed);
    socket.once("secureConnect", () => {
      if (socket.getProtocol() !== "TLSv1.3") return ready();
      socket.once("session", ticket);
      timers.push(setTimeout(ready, TICKET_WAIT_MS));
    });
  });
}

function exchange(
  { host, pathname, search }: URL,
  soapAction: string,
  xml: Buffer,
  socket: TLSSocket,
  timeoutMs: number,
  { maxResponseBytes = 16 * 1024 * 1024 }: Checked,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(failure("TIMEOUT")), Math.max(timeoutMs, 1));
    const end = (error: Error) => {
      clearTimeout(timer);
      reject(error);
      sending.destroy();
    };
    const sending = request({
      createConnection: () => socket,
      method: "POST",
      path: pathname + search,
      headers: {
        host,
        "content-type": "text/xml; charset=utf-8",
        "content-length": xml.length,
        soapaction: `"${soapAction}"`,
        accept: "text/xml",
        "accept-encoding": "identity",
        connection: "close",
      },
    });
    sending.on("error", end);
    sending.on("response", (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on("error", end);
      response.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size > maxResponseBytes) end(failure("TOO_LARGE"));
        else pieces.push(piece);
      });
      response.on("end", () => {
        clearTimeout(timer);
        const contentType = response.headers["content-type"] ?? "";
        resolve({
          kind: "answered",
          status: response.statusCode ?? 0,
          contentType,
          body: Buffer.concat(pieces),
        });
      });
    });
    sending.end(xml);
  });
}

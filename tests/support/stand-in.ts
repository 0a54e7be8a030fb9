import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * How a service can fail us. `cut` and `garbage` come after the request was accepted and kept, `hang` before;
 * `drop` breaks the connection before anything was accepted.
 */
export type Failure = "server error" | "too many" | "hang" | "drop" | "cut" | "garbage";
export type Asked = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };
export type Answer = { status: number; body: object; headers?: Record<string, string> };

export type StandIn = {
  /** http://127.0.0.1:<port> */
  url: string;
  /** Every request that came in, the refused ones too. */
  asked: Asked[];
  /** Fails in this way from now on, with these headers too; null: works again. */
  failWith(failure: Failure | null, headers?: Record<string, string>): void;
  close(): Promise<void>;
};

/** Another company's API on this machine: `answer` decides, `failures` are its own words for being down. */
export async function standIn(
  answer: (asked: Asked) => Answer,
  failures: Record<"server error" | "too many", Answer>,
): Promise<StandIn> {
  const asked: Asked[] = [];
  let failure: Failure | null = null;
  let more: Record<string, string> = {};
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method = "", url = "", headers } = request;
    const one = { method, path: url, headers, body: Buffer.concat(pieces).toString() };
    asked.push(one);
    if (failure === "hang") return;
    if (failure === "drop") return void request.socket.destroy();
    const known = failure === "server error" || failure === "too many" ? failures[failure] : answer(one);
    if (failure === "cut") return void request.socket.destroy();
    response.writeHead(known.status, { "content-type": "application/json", ...known.headers, ...more });
    response.end(
      failure === "garbage" ? "<html><p>Welcome to the hotel's network" : JSON.stringify(known.body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    failWith: (next, headers = {}) => {
      failure = next;
      more = headers;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/**
 * How a program can fail us. `soon` says to come back in a second, each time; `picky` takes everything but approvals, at
 * whatever time they are signed. `redirect` points to another place of the same server, which must never be asked.
 */
export type ProgramFailure =
  | "error"
  | "gone"
  | "too many"
  | "soon"
  | "picky"
  | "redirect"
  | "hang"
  | "drop"
  | "garbage"
  | "endless"
  | "slow words";

type Took = { id: string; type: string; data: Record<string, unknown>; body: string };

export type ProgramServer = {
  /** http://127.0.0.1:<port>, and the address of its hook. */
  origin: string;
  url: string;
  /** What it took, once per webhook-id, as a program should; and how often each id came. */
  took: Took[];
  calls: Map<string, number>;
  /** Every request, whatever became of it: its path and headers. */
  asked: { path: string; headers: IncomingMessage["headers"] }[];
  /** What it checks signatures with. */
  knows(secret: string): void;
  failWith(failure: ProgramFailure | null): void;
  close(): Promise<void>;
};

/**
 * A program of a firm, as its maker would write it: it verifies with the library of Standard Webhooks, refuses what is
 * not signed with its own secret, and knows what it has seen.
 * @param port any that is free, unless told
 */
export async function programServer(port = 0): Promise<ProgramServer> {
  const took: Took[] = [];
  const calls = new Map<string, number>();
  const asked: ProgramServer["asked"] = [];
  let secret = "";
  let failure: ProgramFailure | null = null;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString();
    asked.push({ path: request.url ?? "", headers: request.headers });
    if (failure === "hang") return;
    if (failure === "drop") return void request.socket.destroy();
    if (failure === "garbage") return void request.socket.end("HELLO\r\nthis is no HTTP\r\n\r\n");
    if (failure === "error") return void response.writeHead(500).end("<h1>Oops</h1>");
    if (failure === "gone") return void response.writeHead(410).end();
    if (failure === "too many") return void response.writeHead(429, { "retry-after": "600" }).end();
    if (failure === "soon") return void response.writeHead(503, { "retry-after": "1" }).end();
    if (failure === "picky")
      return void response.writeHead(JSON.parse(body).type === "filing.approved" ? 422 : 204).end();
    if (failure === "redirect")
      return void response.writeHead(307, { location: `${origin}/elsewhere` }).end();
    let message: { type: string; data: Record<string, unknown> };
    try {
      message = new Webhook(secret).verify(body, request.headers as Record<string, string>) as never;
    } catch {
      return void response.writeHead(401).end();
    }
    const id = String(request.headers["webhook-id"]);
    calls.set(id, (calls.get(id) ?? 0) + 1);
    if (!took.some((one) => one.id === id)) took.push({ id, body, ...message });
    response.writeHead(200, { "content-type": "text/plain" });
    if (failure === "slow words") return void response.write("thank");
    if (failure !== "endless") return void response.end("thanks");
    const more = () => {
      if (!response.destroyed && response.write(Buffer.alloc(65_536, 32))) setImmediate(more);
    };
    response.on("drain", more);
    more();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/hook`,
    took,
    calls,
    asked,
    knows: (known) => {
      secret = known;
    },
    failWith: (next) => {
      failure = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

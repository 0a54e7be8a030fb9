import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Received = { from: string; to: string[]; raw: string };
type Step = "connect" | "auth" | "sender" | "recipient" | "data";
/** Refuses at a step with this code, or breaks the connection there; `after` has kept the message by then. */
export type Refusal = { at: Step; code: number } | { drop: Step | "after" } | { hang: "data" };

export type MailServer = {
  url: string;
  received: Received[];
  refuse(refusal: Refusal | null): void;
  close(): Promise<void>;
};

/** A mail server on this machine that takes every mail, unless told otherwise. Its password is "right". */
export async function mailServer(): Promise<MailServer> {
  const received: Received[] = [];
  let refusal: Refusal | null = null;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    ...steps(),
  });

  function at(step: Step, done: (error?: Error | null) => void): void {
    const code = refusal && "at" in refusal && refusal.at === step ? refusal.code : null;
    if (refusal && "drop" in refusal && refusal.drop === step) breakAll();
    else done(code ? Object.assign(new Error("Not now, or never"), { responseCode: code }) : null);
  }
  function breakAll(): void {
    for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>)
      connection._socket.destroy();
  }
  function steps(): SMTPServerOptions {
    return {
      onConnect: (_session, done) => at("connect", done),
      onAuth: ({ username, password }, _session, done) =>
        at("auth", (error) => {
          if (error || password === "right") done(error ?? null, { user: username });
          else done(Object.assign(new Error("Wrong password"), { responseCode: 535 }));
        }),
      onMailFrom: (_address, _session, done) => at("sender", done),
      onRcptTo: (_address, _session, done) => at("recipient", done),
      onData(stream, { envelope }, done) {
        const pieces: Buffer[] = [];
        stream.on("data", (piece: Buffer) => pieces.push(piece));
        stream.on("end", () => {
          if (refusal && "hang" in refusal) return;
          at("data", (error) => {
            if (error) return done(error);
            const from = envelope.mailFrom ? envelope.mailFrom.address : "";
            const to = envelope.rcptTo.map(({ address }) => address);
            received.push({ from, to, raw: Buffer.concat(pieces).toString() });
            if (refusal && "drop" in refusal) breakAll();
            else done();
          });
        });
      },
    };
  }
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (next) => {
      refusal = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

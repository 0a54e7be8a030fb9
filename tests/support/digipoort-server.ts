import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, faultReply, signedReply, unsignedReply } from "./digipoort/answers";
import { type Certificates, type Identity, makeAuthority, makeCertificates } from "./digipoort/certificates";
import { type Algorithms, inspect } from "./digipoort/inspect";
import { HAPPY_PATH, Processes, type Received, type Scripted } from "./digipoort/processes";
import { answerTo, type Service, serviceAt, UnknownProcess } from "./digipoort/services";

/**
 * How the service can fail us. Before anything is kept: `reset-before` (in the middle of reading), `unavailable`
 * (503), a SOAP fault. After the delivery was kept, so that the other side knows it and we do not: the rest, and a
 * fault of which that is said.
 */
export type DigipoortFailure =
  | "reset-before"
  | "unavailable"
  | { fault: string; kept?: true }
  | "reset"
  | "html"
  | "cut"
  | { lateMs: number }
  | "tampered"
  | "unsigned"
  | "untrusted"
  | "expired"
  | "other-message"
  | "other-process"
  | "no-kenmerk"
  | { rewrite: (xml: string) => string };

export type DigipoortServer = {
  deliverUrl: string;
  statusUrl: string;
  certificates: Certificates;
  /** What was taken, in order; refused requests are not in it. */
  deliveries: Received[];
  /** Every request that was read, with what was wrong with it. */
  asked: { operation: string; violation: string | null }[];
  /** Fails in this way from now on, everywhere or at one service; null: works again. */
  failWith(failure: DigipoortFailure | null, at?: Service["name"]): void;
  /** What happens to the deliveries from now on, or to one that was taken. */
  play(steps: Scripted[], processReference?: string): void;
  /** Something that another program delivered, at some moment; answers its kenmerk. */
  takeOther(other: { messageType: string; number: string; at: Date }): string;
  close(): Promise<void>;
};

type Options = {
  port?: number;
  certificates?: Certificates;
  algorithms?: "sha1" | "sha256";
  now?: () => Date;
  /** Milliseconds between two steps of a script; 0: all of it has happened at once. */
  pace?: number;
};

const ALGORITHMS: Record<"sha1" | "sha256", Algorithms> = {
  sha1: {
    signature: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    digest: "http://www.w3.org/2000/09/xmldsig#sha1",
  },
  sha256: {
    signature: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    digest: "http://www.w3.org/2001/04/xmlenc#sha256",
  },
};
const NOT_VALID =
  "Het verzoek voldoet niet aan de koppelvlakspecificaties en kan hierdoor niet door Digipoort worden verwerkt.\n\nDe volgende fout is opgetreden: ";

/** Digipoort's two services on this machine, over two-way TLS, as strict as its WSDLs and XSD. */
export async function digipoortServer(options: Options = {}): Promise<DigipoortServer> {
  const { port = 0, now = () => new Date(), pace = 0 } = options;
  const certificates = options.certificates ?? makeCertificates();
  const algorithms = ALGORITHMS[options.algorithms ?? "sha1"];
  const processes = new Processes(pace);
  const deliveries: Received[] = [];
  const asked: DigipoortServer["asked"] = [];
  let failure: { how: DigipoortFailure; at?: string } | null = null;
  let steps = HAPPY_PATH;
  let stranger: Identity | undefined;

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const service = serviceAt(request.url ?? "");
    const how = failure && (!failure.at || failure.at === service?.name) ? failure.how : null;
    if (how === "reset-before") return void request.once("data", () => request.socket.destroy());
    const xml = await read(request);
    if (how === "unavailable") return send(response, 503, "text/html", "<h1>Service Unavailable</h1>");
    if (!service || request.method !== "POST") return send(response, 404, "text/html", "<h1>Not Found</h1>");

    const soapAction = String(request.headers.soapaction ?? "").replace(/^"(.*)"$/, "$1");
    const to = `https://localhost:${portOf()}${request.url}`;
    const authority = certificates.authority;
    const at = now();
    const inspected = inspect(xml, { to, soapAction, algorithms, authority, now: at });
    const httpViolation = httpViolationOf(request, service, soapAction);
    const violation = httpViolation ?? ("violation" in inspected ? inspected.violation : null);
    asked.push({ operation: soapAction.split("/").at(-1) ?? "", violation });
    const refuse = (fault: Fault) => {
      const of = {
        action: `${service.faultAction}/Fault/`,
        relatesTo: inspected.messageId,
        element: service.fault,
      };
      send(response, 500, "text/xml; charset=utf-8", faultReply(of, fault));
    };
    if (violation !== null || !("request" in inspected))
      return refuse({ code: service.refusal, description: `${NOT_VALID}${violation}` });
    const fault = how && typeof how === "object" && "fault" in how ? how : null;
    const failed = () => refuse({ code: fault?.fault ?? "", description: `Fout ${fault?.fault}` });
    if (fault && !fault.kept) return failed();

    let body: string;
    try {
      body = answerTo(inspected.request, processes, at, (taking) => {
        const received = processes.take(taking, inspected.messageId, at, steps);
        deliveries.push(received);
        return received;
      });
    } catch (error) {
      if (error instanceof UnknownProcess) return refuse({ code: "STS100", description: error.message });
      throw error;
    }
    if (fault) return failed();
    if (how === "reset") return void request.socket.destroy();
    if (how === "html")
      return send(response, 200, "text/html", "<html><p>Welkom op het netwerk van dit hotel");
    if (how && typeof how === "object" && "lateMs" in how) await sleep(how.lateMs);
    if (how === "untrusted") stranger ??= makeAuthority("Stranger").issue({ commonName: "localhost" });
    const action = soapAction.replace(/Request$/, "Response");
    const answer = spoiled(how, {
      action,
      relatesTo: inspected.messageId,
      body,
      createdAt: at,
      signer: (how === "untrusted" && stranger) || certificates.server,
      algorithms,
    });
    if (how !== "cut") return send(response, 200, "text/xml; charset=utf-8", answer);
    response.writeHead(200, { "content-type": "text/xml", "content-length": Buffer.byteLength(answer) });
    response.write(answer.slice(0, answer.length / 2), () => request.socket.destroy());
  };

  const { server: own } = certificates;
  const server = createServer(
    {
      key: own.key,
      cert: own.certificate,
      ca: certificates.authority,
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      handle(request, response).catch(() => request.socket.destroy());
    },
  );
  // What a client breaks off is none of our errors.
  server.on("tlsClientError", () => {});
  const portOf = () => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const base = `https://localhost:${portOf()}/wus/2.0`;
  return {
    deliverUrl: `${base}/aanleverservice/1.2`,
    statusUrl: `${base}/statusinformatieservice/1.2`,
    certificates,
    deliveries,
    asked,
    failWith: (how, at) => {
      failure = how && { how, ...(at ? { at } : {}) };
    },
    play: (next, processReference) => {
      const process = processReference === undefined ? undefined : processes.find(processReference);
      if (process) process.script = next;
      else steps = next;
    },
    takeOther: (other) => processes.takeOther(other, steps),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The answer, wrong in the way that is asked for; what is only wrong inside is signed all the same. */
function spoiled(how: DigipoortFailure | null, reply: Parameters<typeof signedReply>[0]): string {
  if (how === "unsigned") return unsignedReply(reply);
  if (how === "expired")
    return signedReply({ ...reply, createdAt: new Date(reply.createdAt.getTime() - 3_600_000) });
  if (how === "other-message") return signedReply({ ...reply, relatesTo: `urn:uuid:${randomUUID()}` });
  if (how === "no-kenmerk")
    return signedReply({ ...reply, body: reply.body.replace(/<kenmerk>[^<]*<\/kenmerk>/g, "") });
  if (how === "other-process") {
    const reference = reply.body.includes("<aanleverkenmerk>") ? "aanleverkenmerk" : "kenmerk";
    const other = `<${reference}>${randomUUID()}</${reference}>`;
    const body = reply.body.replace(new RegExp(`<${reference}>[^<]*</${reference}>`), other);
    return signedReply({ ...reply, body });
  }
  const answer = signedReply(reply);
  if (how === "tampered") return answer.replace(/(?<=<kenmerk>)[^<]/, (first) => (first === "9" ? "8" : "9"));
  return how && typeof how === "object" && "rewrite" in how ? how.rewrite(answer) : answer;
}

function httpViolationOf({ headers }: IncomingMessage, service: Service, soapAction: string): string | null {
  if (!/^text\/xml\b/.test(headers["content-type"] ?? "")) return "Content-Type is niet text/xml";
  return service.actions.includes(soapAction) ? null : "SOAPAction is niet bekend";
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

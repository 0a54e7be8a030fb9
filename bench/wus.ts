import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { SignedXml } from "xml-crypto";
import { deliverRequest } from "@/lib/ports/filing-channel/delivery";
import * as names from "@/lib/ports/filing-channel/names";
import { viaWus } from "@/lib/ports/filing-channel/wus";
import { aDelivery, configFor } from "@/tests/support/digipoort/client";

/** What bench/wus.mjs sends: deliver something of this size, by the portal's client or by a bare POST. */
type Order = { how: "ours" | "bare"; bytes: number; times: number };

const config = configFor(JSON.parse(process.env.BENCH_WUS ?? ""), { timeoutMs: 60_000 });
const channel = viaWus(config);
const privateKey = createPrivateKey(config.clientCertificate.key);
const token = new X509Certificate(config.clientCertificate.certificate).raw.toString("base64");

process.on("message", async ({ how, bytes, times }: Order) => {
  const delivery = aDelivery({ attachments: [], content: aDocument(bytes) });
  const [took, cpu]: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i++) {
    const [began, before] = [performance.now(), process.cpuUsage()];
    await (how === "ours" ? ours(delivery) : bare(delivery));
    took.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  process.send?.({ took, cpu });
});

function aDocument(bytes: number) {
  const fact = '<jenv:Equity contextRef="c1" unitRef="EUR" decimals="0">191540</jenv:Equity>\n';
  const xbrl = fact.repeat(Math.ceil(bytes / fact.length)).slice(0, bytes);
  return { mimeType: "application/xml", fileName: "jaarrekening.xbrl", bytes: Buffer.from(xbrl) };
}

async function ours(delivery: ReturnType<typeof aDelivery>): Promise<void> {
  const made = channel.prepareDelivery(delivery, { id: randomUUID(), at: new Date() });
  if (!made.ok) throw new Error(`It was refused: ${made.reason}`);
  const answer = await channel.deliver(made.prepared);
  if (answer.outcome !== "accepted") throw new Error(`It became ${answer.outcome}`);
}

/** The same envelope as the client's, signed whole by the library, and the answer read to its end. */
async function bare(delivery: ReturnType<typeof aDelivery>): Promise<void> {
  const body = deliverRequest(delivery);
  if (!body.ok) throw new Error(`It was refused: ${body.field} ${body.reason}`);
  const content = `<inhoud>${Buffer.from(delivery.content.bytes).toString("base64")}</inhoud>`;
  const xml = Buffer.from(signed(envelope(body.xml.replace("<inhoud/>", () => content))));
  const asking = request(config.deliverUrl, {
    ...{ method: "POST", agent: false, ca: config.serverCa },
    ...{ key: config.clientCertificate.key, cert: config.clientCertificate.certificate },
    headers: {
      "content-type": "text/xml; charset=utf-8",
      "content-length": xml.length,
      soapaction: `"${names.OPERATIONS.deliver.action}"`,
    },
  }).end(xml);
  const [response] = (await once(asking, "response")) as [IncomingMessage];
  const answer = Buffer.concat(await response.toArray());
  if (response.statusCode !== 200) throw new Error(answer.toString());
}

function envelope(body: string): string {
  const { SOAP, WSA, WSSE, WSU, BASE64_BINARY, X509V3, ANONYMOUS, OPERATIONS } = names;
  const at = Date.now();
  const header = (name: string, value: string) =>
    `<wsa:${name} wsu:Id="${name.toLowerCase()}">${value}</wsa:${name}>`;
  return `<soap:Envelope xmlns:soap="${SOAP}" xmlns:wsa="${WSA}" xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}"><soap:Header><wsse:Security soap:mustUnderstand="1"><wsu:Timestamp wsu:Id="timestamp"><wsu:Created>${new Date(at).toISOString()}</wsu:Created><wsu:Expires>${new Date(at + 300_000).toISOString()}</wsu:Expires></wsu:Timestamp><wsse:BinarySecurityToken EncodingType="${BASE64_BINARY}" ValueType="${X509V3}" wsu:Id="token">${token}</wsse:BinarySecurityToken></wsse:Security>${header("To", config.deliverUrl)}${header("Action", OPERATIONS.deliver.action)}${header("MessageID", `urn:uuid:${randomUUID()}`)}${header("ReplyTo", `<wsa:Address>${ANONYMOUS}</wsa:Address>`)}</soap:Header><soap:Body wsu:Id="body">${body}</soap:Body></soap:Envelope>`;
}

function signed(xml: string): string {
  const { WSSE, X509V3, EXCLUSIVE_C14N, DIGEST_ALGORITHMS, SIGNATURE_ALGORITHMS } = names;
  const signature = new SignedXml({
    idMode: "wssecurity",
    privateKey,
    signatureAlgorithm: SIGNATURE_ALGORITHMS[config.signatureAlgorithm],
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${WSSE}"><wsse:Reference URI="#token" ValueType="${X509V3}"/></wsse:SecurityTokenReference>`,
  });
  const digestAlgorithm = DIGEST_ALGORITHMS[config.digestAlgorithm];
  // By place: the evaluation of other paths takes longer than all the rest.
  for (const xpath of ["/*/*[1]/*[1]/*[1]", ...[2, 3, 4, 5].map((place) => `/*/*[1]/*[${place}]`), "/*/*[2]"])
    signature.addReference({ xpath, digestAlgorithm, transforms: [EXCLUSIVE_C14N] });
  signature.computeSignature(xml, { location: { reference: "/*/*[1]/*[1]", action: "append" } });
  return signature.getSignedXml();
}

import { randomUUID } from "node:crypto";
import { element } from "./answers";
import { kid, textOf } from "./dom";
import { type Processes, processXml, type Received, takenXml } from "./processes";
import { KV } from "./schema";

/** A service of the WSDLs: where it is, the actions it knows, how it says no. */
export type Service = {
  name: "deliver" | "status";
  path: string;
  actions: string[];
  faultAction: string;
  fault: string;
  refusal: string;
};

const WUS = "http://logius.nl/digipoort/wus/2.0";
const DELIVER = `${WUS}/aanleverservice/1.2/AanleverService`;
const STATUS = `${WUS}/statusinformatieservice/1.2/StatusinformatieService`;
const questions = [
  "getStatussenProces",
  "getNieuweStatussenProces",
  "getNieuweStatussen",
  "getProcessen",
  "getBerichtsoorten",
];
const services: Service[] = [
  {
    name: "deliver",
    path: "/wus/2.0/aanleverservice/1.2",
    actions: [`${DELIVER}/aanleverenRequest`],
    faultAction: `${DELIVER}/aanleveren`,
    fault: "aanleverFault",
    refusal: "ALS100",
  },
  {
    name: "status",
    path: "/wus/2.0/statusinformatieservice/1.2",
    actions: questions.map((name) => `${STATUS}/${name}Request`),
    faultAction: STATUS,
    fault: "statusinformatieFault",
    refusal: "STS100",
  },
];

export function serviceAt(path: string): Service | undefined {
  return services.find((one) => one.path === path);
}

export class UnknownProcess extends Error {}

/** The element that answers a valid request; `take` keeps a delivery. @throws UnknownProcess */
export function answerTo(
  request: Element,
  processes: Processes,
  now: Date,
  take: (request: Element) => Received,
): string {
  const operation = request.localName.replace(/Request$/, "");
  if (operation === "aanlever") return takenXml(request, take(request));
  const messageType = textOf(kid(request, "berichtsoort"));
  const number = textOf(kid(kid(request, "identiteitBelanghebbende"), "nummer"));
  const list = (results: string[]) =>
    `<${operation}Response xmlns="${KV}"><${operation}Return>${results.join("")}</${operation}Return></${operation}Response>`;
  switch (operation) {
    case "getProcessen":
      return list(processes.of(messageType, number).map(processXml));
    case "getBerichtsoorten":
      return list(
        [...new Set(processes.all.map((one) => one.messageType))].map((one) => element("berichtsoort", one)),
      );
    case "getNieuweStatussen":
      return list(
        jumbled(processes.of(messageType, number).flatMap((one) => processes.statuses(one, now, true))),
      );
    default: {
      const process = processes.find(textOf(kid(request, "kenmerk")));
      if (!process) throw new UnknownProcess(`kenmerk onbekend (${randomUUID()})`);
      return list(jumbled(processes.statuses(process, now, operation === "getNieuweStatussenProces")));
    }
  }
}

/** By number instead of by time, and the first one twice: the real service promises no order and repeats itself. */
function jumbled(statuses: string[]): string[] {
  const code = (xml: string) => Number(/<statuscode>(\d+)/.exec(xml)?.[1] ?? 0);
  const sorted = [...statuses].sort((a, b) => code(a) - code(b));
  return [...sorted, ...sorted.slice(0, 1)];
}

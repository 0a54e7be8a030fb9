import { randomUUID } from "node:crypto";
import { element } from "./answers";
import { kid, kids, textOf } from "./dom";
import { KV } from "./schema";

export type Scripted = {
  code: string;
  description: string;
  errorCode?: string;
  errorDescription?: string;
  details?: string;
};
export type File = { mimeType: string; fileName: string; bytes: Buffer };
/** A delivery that was taken. `processReference` is its kenmerk, `deliveryReference` the aanleverkenmerk. */
export type Received = {
  processReference: string;
  messageId: string;
  messageType: string;
  deliveryReference?: string;
  interestedParty: { number: string; type: string };
  /** `identiteitOntvanger` and `rolOntvanger`, where they were given. */
  recipient?: { number: string; type: string; role: string };
  content: File;
  attachments: File[];
  at: Date;
};

const says: Record<string, string> = {
  "100": "Aanleveren gelukt.",
  "105": "Aanleverproces gestart.",
  "110": "Aanleverproces wordt aangeboden.",
  "200": "Authenticatie gelukt.",
  "210": "Authenticatie niet gelukt.",
  "230": "Technisch probleem bij de Autorisatie Service Provider.",
  "301": "Validatie gelukt.",
  "311": "Validatie niet gelukt.",
  "321": "Technisch probleem bij validatie.",
  "400": "Afleveren uitvragende partij gelukt.",
  "405": "Afleveren naar uitvragende partij bezig...",
  "410": "Afleveren uitvragende partij niet gelukt.",
  "420": "Technisch probleem bij de uitvragende partij.",
  "500": "Validatie bij de uitvragende partij gelukt.",
  "510": "Validatie bij de uitvragende partij niet gelukt.",
};

/** Statuses by their codes, with Digipoort's own descriptions. */
export function script(...codes: string[]): Scripted[] {
  return codes.map((code) => ({ code, description: says[code] ?? code }));
}

/** What really happens to a delivery that goes well. */
export const HAPPY_PATH = script("105", "100", "110", "200", "301", "301", "405", "400", "500");

type Process = Received & { script: Scripted[]; told: number };

/** What was taken, and how far each of it has come: a step of its script every `pace` milliseconds. */
export class Processes {
  readonly all: Process[] = [];

  constructor(private readonly pace: number) {}

  take(request: Element, messageId: string, at: Date, steps: Scripted[]): Received {
    const party = kid(request, "identiteitBelanghebbende");
    const recipient = kid(request, "identiteitOntvanger");
    const attachments = kid(request, "berichtBijlagen");
    const reference = textOf(kid(request, "aanleverkenmerk"));
    const received = {
      processReference: textOf(kid(request, "kenmerk")) || randomUUID(),
      messageId,
      messageType: textOf(kid(request, "berichtsoort")),
      ...(reference ? { deliveryReference: reference } : {}),
      interestedParty: { number: textOf(kid(party, "nummer")), type: textOf(kid(party, "type")) },
      ...(recipient
        ? {
            recipient: {
              number: textOf(kid(recipient, "nummer")),
              type: textOf(kid(recipient, "type")),
              role: textOf(kid(request, "rolOntvanger")),
            },
          }
        : {}),
      content: fileIn(kid(request, "berichtInhoud")),
      attachments: attachments ? kids(attachments).map(fileIn) : [],
      at,
    };
    this.all.push({ ...received, script: steps, told: 0 });
    return received;
  }

  takeOther(
    { messageType, number, at }: { messageType: string; number: string; at: Date },
    steps: Scripted[],
  ): string {
    const processReference = randomUUID();
    const content = { mimeType: "application/xml", fileName: "ander.xbrl", bytes: Buffer.from("<x/>") };
    const interestedParty = { number, type: "kvk" };
    const received = {
      processReference,
      messageId: "",
      messageType,
      interestedParty,
      content,
      attachments: [],
      at,
    };
    this.all.push({ ...received, script: steps, told: 0 });
    return processReference;
  }

  find(processReference: string): Process | undefined {
    return this.all.find((one) => one.processReference === processReference);
  }

  of(messageType: string, number: string): Process[] {
    return this.all.filter((one) => one.messageType === messageType && one.interestedParty.number === number);
  }

  /** The statuses that have come by now; with `onlyNew` those that no answer told before. */
  statuses(process: Process, now: Date, onlyNew: boolean): string[] {
    const come = process.script
      .map((step, index) =>
        statusXml(process, step, new Date(process.at.getTime() + index * (this.pace || 10))),
      )
      .filter((_, index) => process.at.getTime() + index * this.pace <= now.getTime());
    const told = onlyNew ? come.slice(process.told) : come;
    process.told = come.length;
    return told;
  }
}

function statusXml({ processReference, interestedParty }: Process, step: Scripted, at: Date): string {
  const fault = step.errorCode
    ? `<statusFoutcode>${element("foutcode", step.errorCode)}${element("foutbeschrijving", step.errorDescription ?? "")}</statusFoutcode>`
    : "";
  return `<StatusResultaat>${element("kenmerk", processReference)}${partyXml(interestedParty)}${element("statuscode", step.code)}${element("tijdstempelStatus", at.toISOString())}${element("statusomschrijving", step.description)}${fault}${element("statusdetails", step.details)}</StatusResultaat>`;
}

export function processXml({ processReference, messageType, interestedParty }: Received): string {
  return `<ProcesResultaat>${element("kenmerk", processReference)}${element("berichtsoort", messageType)}${partyXml(interestedParty)}</ProcesResultaat>`;
}

/** What the service answers to a delivery: it repeats what was sent, but for the contents. */
export function takenXml(request: Element, { processReference, at }: Received): string {
  const repeated = (name: string) => {
    const found = kid(request, name);
    if (!found) return "";
    const inner = kids(found);
    return inner.length > 0
      ? `<${name}>${inner.map((one) => element(one.localName, textOf(one))).join("")}</${name}>`
      : element(name, textOf(found));
  };
  const before = ["berichtsoort", "aanleverkenmerk", "eerderAanleverkenmerk"].map(repeated).join("");
  const after = [
    "identiteitBelanghebbende",
    "rolBelanghebbende",
    "identiteitOntvanger",
    "rolOntvanger",
    "autorisatieAdres",
  ];
  return `<aanleverResponse xmlns="${KV}">${element("kenmerk", processReference)}${before}${element("tijdstempelAangeleverd", at.toISOString())}${after.map(repeated).join("")}</aanleverResponse>`;
}

function partyXml({ number, type }: { number: string; type: string }): string {
  return `<identiteitBelanghebbende>${element("nummer", number)}${element("type", type)}</identiteitBelanghebbende>`;
}

function fileIn(found: Element | undefined): File {
  return {
    mimeType: textOf(kid(found, "mimeType")),
    fileName: textOf(kid(found, "bestandsnaam")),
    bytes: Buffer.from(kid(found, "inhoud")?.textContent ?? "", "base64"),
  };
}

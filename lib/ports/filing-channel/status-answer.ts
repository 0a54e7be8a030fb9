import { momentOf } from "./answer";
import type { Identity, Process, ProcessStatus, Status } from "./channel";
import { KV } from "./names";
import { childrenOf, collapsed, onlyChild, type XmlElement } from "./xml";

/**
 * The statuses in an answer, oldest first (never by number: a 400 may come after a 405), each one once; what came
 * twice at the same moment keeps its place. "other-process" when one of them is about anything but what was asked
 * after, null when one cannot be read: half a history is none.
 */
export function statusesIn(
  element: XmlElement,
  asked: { processReference: string } | { interestedParty: Identity },
): ProcessStatus[] | "other-process" | null {
  const found = resultsIn(element, "StatusResultaat")?.map(statusOf);
  if (!found) return null;
  const statuses = found.filter((one) => one !== null);
  if (statuses.length < found.length) return null;
  const isAsked = (one: ProcessStatus) =>
    "processReference" in asked
      ? one.processReference === asked.processReference
      : sameParty(one.interestedParty, asked.interestedParty);
  if (!statuses.every(isAsked)) return "other-process";
  const once = new Map(statuses.map((one) => [JSON.stringify(one), one]));
  return [...once.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Without the process it is of, where that was asked after. */
export function plainStatus({ processReference: _, interestedParty: __, ...status }: ProcessStatus): Status {
  return status;
}

/** The processes in an answer; "other-process" when one is of another party, null when one cannot be read. */
export function processesIn(
  element: XmlElement,
  asked: { messageType: string; interestedParty: Identity },
): Process[] | "other-process" | null {
  const processes: Process[] = [];
  for (const result of resultsIn(element, "ProcesResultaat") ?? [null]) {
    const processReference = field(result, "kenmerk");
    const messageType = field(result, "berichtsoort");
    const party = identityIn(result, "identiteitBelanghebbende");
    if (!processReference || !messageType || !party) return null;
    if (messageType !== asked.messageType || !sameParty(party, asked.interestedParty)) return "other-process";
    const recipient = identityIn(result, "identiteitOntvanger");
    processes.push({ processReference, messageType, ...(recipient ? { recipient } : {}) });
  }
  return processes;
}

export function messageTypesIn(element: XmlElement): string[] | null {
  const types = resultsIn(element, "berichtsoort")?.map(collapsed) ?? [null];
  return types.every((one) => one !== null) ? types : null;
}

/** What the one `…Return` in an answer holds, if it is all of that name. */
function resultsIn(element: XmlElement, name: string): XmlElement[] | null {
  const [list] = element.children;
  if (!list || element.children.length !== 1 || !list.name.endsWith("Return")) return null;
  const results = childrenOf(list, KV, name);
  return results.length === list.children.length ? results : null;
}

function statusOf(result: XmlElement): ProcessStatus | null {
  const processReference = field(result, "kenmerk");
  const interestedParty = identityIn(result, "identiteitBelanghebbende");
  const code = field(result, "statuscode");
  const at = momentOf(onlyChild(result, KV, "tijdstempelStatus"));
  const description = field(result, "statusomschrijving");
  if (!processReference || !interestedParty || !code || !at || description === null) return null;
  const fault = onlyChild(result, KV, "statusFoutcode");
  const errorCode = field(fault, "foutcode");
  const errorDescription = field(fault, "foutbeschrijving");
  const details = field(result, "statusdetails");
  return {
    processReference,
    interestedParty,
    code,
    at,
    description,
    ...(errorCode ? { errorCode } : {}),
    ...(errorDescription ? { errorDescription } : {}),
    ...(details ? { details } : {}),
  };
}

function identityIn(element: XmlElement | null, name: string): Identity | null {
  const found = onlyChild(element, KV, name);
  const number = field(found, "nummer");
  const type = field(found, "type");
  return number && type ? { number, type } : null;
}

function sameParty(one: Identity, other: Identity): boolean {
  return one.number === other.number && one.type === other.type;
}

function field(element: XmlElement | null, name: string): string | null {
  return collapsed(onlyChild(element, KV, name));
}

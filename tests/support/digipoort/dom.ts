import { DOMParser } from "@xmldom/xmldom";

/** The root of a document, or why it is none. */
export function parsed(xml: string): Element | string {
  const problems: string[] = [];
  const errorHandler = (_level: string, message: string) => problems.push(message);
  const document = new DOMParser({ errorHandler }).parseFromString(xml, "text/xml");
  if (problems.length > 0 || !document?.documentElement) return problems[0] ?? "leeg bericht";
  if (document.doctype) return "een DTD is niet toegestaan";
  return document.documentElement;
}

export function kids(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}

export function kid(element: Element | undefined, name: string, ns?: string): Element | undefined {
  return element && kids(element).find((one) => one.localName === name && (!ns || one.namespaceURI === ns));
}

/** As `whiteSpace="collapse"` reads it. */
export function textOf(element: Element | undefined): string {
  return (element?.textContent ?? "").replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
}

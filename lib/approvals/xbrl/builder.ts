import type { SaxesTagNS } from "saxes";
import {
  NAMESPACES,
  type XbrlContext,
  type XbrlFact,
  type XbrlInstance,
  type XbrlName,
  type XbrlUnit,
} from "./instance";

type OpenElement = XbrlName & {
  id: number;
  text: string;
  fact: Omit<XbrlFact, "value"> | null;
  nil: boolean;
};

/** What was read so far of the context or unit that is open. */
type Draft = {
  id: string;
  scheme?: string;
  identifier?: string;
  start?: string;
  end?: string;
  instant?: string;
  forever?: boolean;
  dimensions: XbrlContext["dimensions"];
  unit: XbrlUnit;
};

/**
 * Puts an instance together from the events of a parser. `resolve` gives the namespace of a prefix at this place;
 * `refuse` must throw: it is called for XML that is well-formed and no XBRL.
 */
export class InstanceBuilder {
  private readonly path: OpenElement[] = [];
  private readonly instance: XbrlInstance = {
    schemaRef: null,
    contexts: new Map(),
    units: new Map(),
    facts: [],
  };
  private draft: Draft | null = null;
  private dimension = "";
  /** What stands in the element of its own that a typed member holds. */
  private typed: string | null = null;
  private opened = 0;

  constructor(
    private readonly resolve: (prefix: string) => string | undefined,
    private readonly refuse: () => never,
  ) {}

  open(tag: SaxesTagNS): void {
    const { uri: namespace, local: name } = tag;
    if (this.path.length === 0 && !is({ namespace, name }, "instance", "xbrl")) this.refuse();
    // An element within a value would make two readers see two values.
    if (this.path.at(-1)?.fact) this.refuse();
    const nil = ["true", "1"].includes(attribute(tag, "nil", NAMESPACES.schemaInstance) ?? "");
    const fact = this.factOf(tag);
    this.path.push({ namespace, name, id: this.opened++, text: "", fact, nil });
    if (this.path.length === 2) this.openTopLevel(tag);
    if (this.draft) this.readAttributes(this.draft, tag);
  }

  text(part: string): void {
    const element = this.path.at(-1);
    if (element) element.text += part;
  }

  close(): void {
    const element = this.path.pop();
    if (!element) return;
    const { fact, nil, text } = element;
    if (fact) this.instance.facts.push({ ...fact, value: nil ? null : text.trim() });
    if (this.draft) this.readText(this.draft, element, text.trim());
    if (this.path.length === 1 && this.draft) this.closeTopLevel(this.draft, element);
  }

  finish(): XbrlInstance {
    return this.instance;
  }

  /** Whatever names a context is a fact, at the top or within a tuple; contexts themselves hold none. */
  private factOf(tag: SaxesTagNS): OpenElement["fact"] {
    const contextRef = attribute(tag, "contextRef");
    if (contextRef === null || this.draft || this.path.length === 0) return null;
    const [unitRef, decimals] = [attribute(tag, "unitRef"), attribute(tag, "decimals")];
    const fact = { namespace: tag.uri, name: tag.local, contextRef, unitRef, decimals };
    const around = this.path.length > 1 ? this.path.at(-1) : undefined;
    if (!around) return fact;
    return { ...fact, tuple: { namespace: around.namespace, name: around.name, id: around.id } };
  }

  private openTopLevel(tag: SaxesTagNS): void {
    const element = { namespace: tag.uri, name: tag.local };
    if (is(element, "linkbase", "schemaRef")) {
      this.instance.schemaRef ??= attribute(tag, "href", NAMESPACES.xlink)?.trim() ?? null;
    }
    if (is(element, "instance", "context") || is(element, "instance", "unit")) {
      const id = attribute(tag, "id") ?? this.refuse();
      this.draft = { id, dimensions: [], unit: { measures: [], per: [] } };
    }
  }

  private readAttributes(draft: Draft, tag: SaxesTagNS): void {
    if (tag.uri === NAMESPACES.instance && tag.local === "identifier") {
      draft.scheme = attribute(tag, "scheme")?.trim();
    }
    if (tag.uri === NAMESPACES.dimensions) {
      this.dimension = attribute(tag, "dimension")?.trim() ?? "";
      this.typed = null;
    }
  }

  private readText(draft: Draft, element: OpenElement, text: string): void {
    if (this.path.at(-1)?.namespace === NAMESPACES.dimensions) {
      // A member is one value: of two, two readers would take another.
      if (this.typed !== null) this.refuse();
      this.typed = text;
    }
    if (element.namespace === NAMESPACES.dimensions) {
      const member = element.name === "typedMember" ? (this.typed ?? "") : text;
      draft.dimensions.push({ dimension: this.dimension, member });
    }
    if (element.namespace !== NAMESPACES.instance) return;
    if (element.name === "identifier") draft.identifier = text;
    if (element.name === "startDate") draft.start = text;
    if (element.name === "endDate") draft.end = text;
    if (element.name === "instant") draft.instant = text;
    if (element.name === "forever") draft.forever = true;
    if (element.name === "measure") {
      const divides = this.path.at(-1)?.name === "unitDenominator";
      draft.unit[divides ? "per" : "measures"].push(this.qualified(text));
    }
  }

  private closeTopLevel(draft: Draft, element: OpenElement): void {
    this.draft = null;
    if (element.name === "unit") {
      if (this.instance.units.has(draft.id) || draft.unit.measures.length === 0) this.refuse();
      this.instance.units.set(draft.id, draft.unit);
      return;
    }
    // An id that stands for two contexts would let one file say two things.
    if (this.instance.contexts.has(draft.id)) this.refuse();
    const { scheme, identifier, dimensions } = draft;
    if (scheme === undefined || identifier === undefined) this.refuse();
    this.instance.contexts.set(draft.id, {
      entity: { scheme, identifier },
      period: periodOf(draft) ?? this.refuse(),
      dimensions,
    });
  }

  private qualified(text: string): XbrlName {
    const [prefix, name] = text.includes(":")
      ? [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)]
      : ["", text];
    return { namespace: this.resolve(prefix) ?? "", name };
  }
}

function periodOf({ start, end, instant, forever }: Draft): XbrlContext["period"] | null {
  if (start !== undefined && end !== undefined) return { kind: "duration", start, end };
  if (instant !== undefined) return { kind: "instant", at: instant };
  return forever ? { kind: "forever" } : null;
}

function attribute(tag: SaxesTagNS, name: string, namespace = ""): string | null {
  for (const found of Object.values(tag.attributes)) {
    if (found.local === name && found.uri === namespace) return found.value;
  }
  return null;
}

function is(element: XbrlName, namespace: keyof typeof NAMESPACES, name: string): boolean {
  return element.namespace === NAMESPACES[namespace] && element.name === name;
}

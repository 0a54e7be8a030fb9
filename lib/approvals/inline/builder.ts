import type { SaxesTagNS } from "saxes";
import { InstanceBuilder } from "@/lib/approvals/xbrl/builder";
import { NAMESPACES, type XbrlFact, type XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { numberOf } from "./numbers";

const INLINE = "http://www.xbrl.org/2013/inlineXBRL";
/** Longer texts are paragraphs of the accounts, and none of what is read here. */
const LONGEST_TEXT = 1000;

type OpenFact = {
  fact: Omit<XbrlFact, "value">;
  isNumber: boolean;
  attributes: Map<string, string>;
  text: string;
  /** Said in a way that is not understood with certainty: then it counts as not said. */
  plain: boolean;
};

/**
 * Puts an instance together out of a web page with inline XBRL 1.1: its contexts and units, and those facts that say
 * plainly what they say. A fact that goes on elsewhere, holds another, is nil, of another target or written in a
 * format that is not known here, is left out: better no figure than a wrong one.
 */
export class InlineBuilder {
  private readonly contexts: InstanceBuilder;
  private readonly path: { inline: string | null; fact: OpenFact | null }[] = [];
  private readonly facts: XbrlFact[] = [];
  /** How deep we are within a context or unit; those are read as in any instance. */
  private within = 0;
  private schemaRef: string | null = null;
  /** Whether the page has inline XBRL at all. */
  private hasHeader = false;

  constructor(
    private readonly resolve: (prefix: string) => string | undefined,
    refuse: () => never,
  ) {
    this.contexts = new InstanceBuilder(resolve, refuse);
    this.contexts.open({ uri: NAMESPACES.instance, local: "xbrl", attributes: {} } as unknown as SaxesTagNS);
  }

  open(tag: SaxesTagNS): void {
    const isResource = tag.uri === NAMESPACES.instance && ["context", "unit"].includes(tag.local);
    if (this.within > 0 || (isResource && this.path.at(-1)?.inline === "resources")) {
      this.within++;
      this.contexts.open(tag);
      return;
    }
    const inline = tag.uri === INLINE ? tag.local : null;
    if (inline === "header") this.hasHeader = true;
    if (tag.uri === NAMESPACES.linkbase && tag.local === "schemaRef")
      this.schemaRef ??= attributesOf(tag, NAMESPACES.xlink).get("href")?.trim() ?? null;
    if (inline) for (const { fact } of this.path) if (fact) fact.plain = false;
    this.path.push({ inline, fact: inline ? this.factOf(tag) : null });
  }

  text(part: string): void {
    if (this.within > 0) {
      this.contexts.text(part);
      return;
    }
    for (const { fact } of this.path) {
      if (!fact?.plain) continue;
      fact.text += part;
      if (fact.text.length > LONGEST_TEXT) fact.plain = false;
    }
  }

  close(): void {
    if (this.within > 0) {
      this.within--;
      this.contexts.close();
      return;
    }
    const fact = this.path.pop()?.fact;
    if (!fact?.plain) return;
    const value = fact.isNumber ? numberOf(fact.text, fact.attributes) : fact.text.trim();
    if (value !== null) this.facts.push({ ...fact.fact, value });
  }

  /** Null where the page has no inline XBRL. */
  finish(): XbrlInstance | null {
    if (!this.hasHeader) return null;
    return { ...this.contexts.finish(), schemaRef: this.schemaRef, facts: this.facts };
  }

  private factOf(tag: SaxesTagNS): OpenFact | null {
    if (tag.local !== "nonFraction" && tag.local !== "nonNumeric") return null;
    const attributes = attributesOf(tag);
    const [contextRef, name] = [attributes.get("contextRef"), attributes.get("name")];
    if (contextRef === undefined || name === undefined) return null;
    const [prefix, local] = name.includes(":") ? (name.split(":", 2) as [string, string]) : ["", name];
    const isNumber = tag.local === "nonFraction";
    const nil = attributesOf(tag, NAMESPACES.schemaInstance).has("nil");
    const elsewhere = ["target", "continuedAt", "tupleRef"].some((one) => attributes.has(one));
    return {
      fact: {
        namespace: this.resolve(prefix) ?? "",
        name: local,
        contextRef,
        unitRef: attributes.get("unitRef") ?? null,
        decimals: attributes.get("decimals") ?? null,
      },
      isNumber,
      attributes,
      text: "",
      plain: !nil && !elsewhere && (isNumber || !attributes.has("format")),
    };
  }
}

function attributesOf(tag: SaxesTagNS, namespace = ""): Map<string, string> {
  const own = Object.values(tag.attributes).filter(({ uri }) => uri === namespace);
  return new Map(own.map(({ local, value }) => [local, value]));
}

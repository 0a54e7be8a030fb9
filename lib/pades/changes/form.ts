import { type PdfDict, PdfRef } from "@libpdf/core";
import {
  arrayOf,
  catalogOf,
  dictOf,
  nameOf,
  numberOf,
  type Pdf,
  type PdfValue,
  textOf,
} from "@/lib/pades/document/document";

/** An annotation; without a number when it is written out in the list that holds it. */
export type Annotation = { number: number | null; dict: PdfDict };

/** A field, or what holds fields together. */
export type FormNode = {
  /** By which the same node is found in another revision: its object's number, or its place among those without. */
  key: string;
  number: number | null;
  /** Its full name. */
  name: string;
  dict: PdfDict;
  /** /FT, its own or that of those above it. */
  type: string | undefined;
  /** /Ff likewise. */
  flags: number;
  parent: FormNode | null;
  /** No fields stand under it. */
  terminal: boolean;
  /** Where it is seen: itself, or its kids without a name. */
  looks: Annotation[];
};

const DEPTH = 100;
const NODES = 200_000;

/**
 * The nodes of a form, in its order. What stands twice is taken the first time.
 * @throws when it is deeper or larger than forms are
 */
export function formOf(pdf: Pdf): Map<string, FormNode> {
  const nodes = new Map<string, FormNode>();
  const seen = new Set<PdfDict>();
  let unnumbered = 0;
  walk(itemsOf(dictOf(pdf, catalogOf(pdf).get("AcroForm"))?.get("Fields")), null, 0);
  return nodes;

  function walk(list: PdfValue[], parent: FormNode | null, depth: number): void {
    if (depth > DEPTH || nodes.size > NODES) throw new Error("the form is too large");
    for (const item of list) {
      const dict = dictOf(pdf, item);
      if (dict?.type !== "dict" || seen.has(dict)) continue;
      seen.add(dict);
      const kids = itemsOf(dict.get("Kids"));
      const node = nodeOf(item, dict, parent, kids);
      nodes.set(node.key, node);
      if (!node.terminal) walk(kids.filter(isField), node, depth + 1);
    }
  }

  function nodeOf(item: PdfValue, dict: PdfDict, parent: FormNode | null, kids: PdfValue[]): FormNode {
    const own = textOf(pdf, dict.get("T"));
    const above = parent?.name ?? "";
    const name = own === undefined ? above : above ? `${above}.${own}` : own;
    const number = item instanceof PdfRef ? item.objectNumber : null;
    return {
      key: number === null ? `=${unnumbered++}` : String(number),
      number,
      name,
      dict,
      type: nameOf(pdf, dict.get("FT")) ?? parent?.type,
      flags: numberOf(pdf, dict.get("Ff")) ?? parent?.flags ?? 0,
      parent,
      terminal: !kids.some(isField),
      looks: kids.length > 0 ? looksAmong(kids) : [{ number, dict }],
    };
  }

  function itemsOf(list: PdfValue | undefined): PdfValue[] {
    return arrayOf(pdf, list)?.toArray() ?? [];
  }

  function isField(kid: PdfValue): boolean {
    return dictOf(pdf, kid)?.has("T") ?? false;
  }

  function looksAmong(kids: PdfValue[]): Annotation[] {
    return kids.flatMap((kid) => {
      const dict = dictOf(pdf, kid);
      if (dict?.type !== "dict" || dict.has("T")) return [];
      return [{ number: kid instanceof PdfRef ? kid.objectNumber : null, dict }];
    });
  }
}

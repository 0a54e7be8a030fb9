import { type PdfDict, PdfRef } from "@libpdf/core";
import {
  arrayOf,
  catalogOf,
  dictOf,
  type Pdf,
  type PdfValue,
  resolve,
  signatureFields,
} from "@/lib/pades/document/document";
import { type Annotation, type FormNode, formOf } from "./form";

export type RevisionPage = {
  ref: PdfRef;
  dict: PdfDict;
  annotations: Annotation[];
  /** What else stands in /Annots: nothing, in a file that is as it should be. */
  odd: PdfValue[];
};

/** One state of a file, taken apart for the comparison with another. */
export type Revision = {
  pdf: Pdf;
  catalog: PdfDict;
  pages: RevisionPage[];
  /** The inner nodes of the page tree, by object number. */
  nodes: Map<number, PdfDict>;
  /** The nodes of the form by their key. */
  form: Map<string, FormNode>;
  /** The fields whose signatures are judged: those that the form shows to whoever verifies the file. */
  judged: Set<PdfDict>;
  /** On which pages an annotation stands (from 0), by object number. */
  seenOn: Map<number, number[]>;
  /**
   * What an object is in the document, by its number, for the objects that are compared for themselves: the catalog,
   * nodes of the page tree, pages, annotations, fields. A reference to one of them only has to stay a reference to it.
   */
  roles: Map<number, string>;
};

/** @throws when it cannot be taken apart: no catalog, a tree that is too deep */
export function readRevision(pdf: Pdf): Revision {
  const catalog = catalogOf(pdf);
  const pages = pdf.context.pages.getPages().map((ref) => pageOf(pdf, ref));
  const nodes = pageTreeOf(pdf, catalog);
  const form = formOf(pdf);
  const judged = new Set(signatureFields(pdf).flatMap(({ dict, signature }) => (signature ? [dict] : [])));
  const seenOn = new Map<number, number[]>();
  const roles = new Map<number, string>();
  const give = (number: number | null, role: string) => {
    if (number === null) return;
    const had = roles.get(number) ?? "";
    if (!had.includes(role)) roles.set(number, had + role);
  };

  give(pdf.context.info.trailer.getRef("Root")?.objectNumber ?? null, "catalog ");
  for (const number of nodes.keys()) give(number, "node ");
  for (const { ref } of pages) give(ref.objectNumber, "page ");
  for (const [index, { annotations }] of pages.entries())
    for (const { number } of annotations) {
      give(number, "annotation ");
      if (number === null) continue;
      const pages = seenOn.get(number);
      if (pages) pages.push(index);
      else seenOn.set(number, [index]);
    }
  for (const { number, looks } of form.values())
    for (const one of [number, ...looks.map((look) => look.number)]) give(one, "field ");
  return { pdf, catalog, pages, nodes, form, judged, seenOn, roles };
}

function pageOf(pdf: Pdf, ref: PdfRef): RevisionPage {
  const dict = dictOf(pdf, ref);
  if (dict?.type !== "dict") throw new Error("a page is no dictionary");
  const annotations: Annotation[] = [];
  const odd: PdfValue[] = [];
  for (const item of arrayOf(pdf, dict.get("Annots"))?.toArray() ?? []) {
    const found = dictOf(pdf, item);
    // A stream that calls itself an annotation is compared for what it is.
    if (found?.type === "dict")
      annotations.push({ number: item instanceof PdfRef ? item.objectNumber : null, dict: found });
    else odd.push(item);
  }
  return { ref, dict, annotations, odd };
}

/** Whatever has kids, whether it calls itself /Pages or not. */
function pageTreeOf(pdf: Pdf, catalog: PdfDict): Map<number, PdfDict> {
  const nodes = new Map<number, PdfDict>();
  const pending = [catalog.get("Pages")];
  while (pending.length > 0) {
    const at = pending.pop();
    if (!(at instanceof PdfRef) || nodes.has(at.objectNumber)) continue;
    const dict = resolve(pdf, at);
    if (dict?.type !== "dict") continue;
    const kids = arrayOf(pdf, (dict as PdfDict).get("Kids"));
    if (!kids) continue;
    nodes.set(at.objectNumber, dict as PdfDict);
    for (const kid of kids) pending.push(kid);
  }
  return nodes;
}

import type { PdfDict } from "@libpdf/core";
import { inherited, nameOf } from "@/lib/pades/document/document";
import type { Change } from "@/lib/pades/shapes";
import type { Annotation } from "./form";
import { freshLooks } from "./form-changes";
import type { RevisionPage } from "./revision";
import { changedEntries, type Revisions } from "./revisions";

/** What a page may have of the nodes above it. */
const INHERITED = ["Resources", "MediaBox", "CropBox", "Rotate"];
/** The annotations that people write remarks with (ISO 32000-2, 12.5.6.2), without what removes text. */
const REMARKS =
  /^(Text|FreeText|Line|Square|Circle|Polygon|PolyLine|Highlight|Underline|Squiggly|StrikeOut|Caret|Stamp|Ink|Popup)$/;

/**
 * What was done to the pages: which there are, in what order, what they are drawn with, and their annotations. Only
 * annotations may change: those of signatures by signing, remarks where P=3 lets people make them.
 */
export function pageChanges(revisions: Revisions): Change[] {
  const { before, after } = revisions;
  const was = new Map(before.pages.map((page, index) => [page.ref.objectNumber, index]));
  const now = new Map(after.pages.map((page, index) => [page.ref.objectNumber, index]));
  const changes: Change[] = [];
  for (const [number, index] of now) if (!was.has(number)) changes.push(ofPage("pages-added", index));
  for (const [number, index] of was) if (!now.has(number)) changes.push(ofPage("pages-removed", index));

  const kept = [...was.keys()].filter((number) => now.has(number));
  const order = [...now.keys()].filter((number) => was.has(number));
  const fresh = freshLooks(revisions);
  for (const [place, number] of order.entries()) {
    const index = now.get(number) ?? 0;
    const [a, b] = [before.pages[was.get(number) ?? 0], after.pages[index]];
    if (!a || !b) continue;
    if (number !== kept[place] || !sameContent(revisions, a, b)) changes.push(ofPage("page-changed", index));
    changes.push(...annotationChanges(revisions, a, b, index, fresh));
  }
  return changes;
}

function ofPage(kind: Change["kind"], index: number): Change {
  return { allowed: false, kind, page: index + 1, name: null };
}

function sameContent({ before, after, drawing }: Revisions, a: RevisionPage, b: RevisionPage): boolean {
  const [was, now] = [withoutAnnotations(a.dict), withoutAnnotations(b.dict)];
  return (
    drawing.same(was, now) &&
    a.ref.generation === b.ref.generation &&
    INHERITED.every((key) =>
      drawing.same(inherited(before.pdf, a.dict, key), inherited(after.pdf, b.dict, key)),
    )
  );
}

function withoutAnnotations(page: PdfDict): PdfDict {
  const others = page.clone();
  others.delete("Annots");
  return others;
}

function annotationChanges(
  revisions: Revisions,
  a: RevisionPage,
  b: RevisionPage,
  index: number,
  fresh: Set<number>,
): Change[] {
  const { after, comparison } = revisions;
  const changes: Change[] = [];
  const [was, now] = [named(a.annotations), named(b.annotations)];
  const tell = (kind: Change["kind"], allowed: boolean, { dict }: Annotation) =>
    changes.push({ allowed, kind, page: index + 1, name: nameOf(after.pdf, dict.get("Subtype")) ?? null });

  for (const [name, one] of was) {
    const other = now.get(name);
    if (!other) tell("annotation-removed", isRemark(revisions, one), one);
    else if (!isOfForm(revisions, one) && changedEntries(revisions, one.dict, other.dict).length > 0)
      tell("annotation-changed", isRemark(revisions, one) && isRemark(revisions, other), other);
  }
  for (const [name, one] of now) {
    if (was.has(name)) continue;
    const once = one.number !== null && after.seenOn.get(one.number)?.length === 1;
    // A signature's own look is told of with its field.
    if (!(once && one.number !== null && fresh.has(one.number)))
      tell("annotation-added", isRemark(revisions, one), one);
  }

  const kept = [...was.keys()].filter((name) => now.has(name));
  const order = [...now.keys()].filter((name) => was.has(name));
  const twice = now.size - b.annotations.length !== was.size - a.annotations.length;
  const odd = a.odd.length !== b.odd.length || a.odd.some((one, at) => !comparison.same(one, b.odd[at]));
  // What lies above hides what lies below.
  if (odd || twice || kept.some((name, at) => name !== order[at]))
    changes.push({ allowed: false, kind: "annotation-changed", page: index + 1, name: null });
  return changes;
}

/** By its object's number; by its place among the others where it has none. */
function named(annotations: Annotation[]): Map<string, Annotation> {
  let direct = 0;
  return new Map(annotations.map((one) => [one.number === null ? `=${direct++}` : String(one.number), one]));
}

/** Whether the form knows it before and after: then its field is looked at. */
function isOfForm({ before, after }: Revisions, { number }: Annotation): boolean {
  const [was, now] = [before, after].map(({ roles }) => (number === null ? "" : roles.get(number)));
  return (was?.includes("field") && now?.includes("field")) ?? false;
}

function isRemark({ permission, after }: Revisions, { dict }: { dict: PdfDict }): boolean {
  const subtype = nameOf(after.pdf, dict.get("Subtype")) ?? "";
  return permission.level === 3 && REMARKS.test(subtype) && !dict.has("A") && !dict.has("AA");
}

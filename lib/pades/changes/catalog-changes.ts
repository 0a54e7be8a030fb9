import { PdfDict } from "@libpdf/core";
import { dictOf, nameOf, numberOf, resolve } from "@/lib/pades/document/document";
import type { Change } from "@/lib/pades/shapes";
import { sameButForDates } from "./metadata";
import type { Revisions } from "./revisions";

/** Kept by whoever writes the file, of the file itself. */
const WRITTEN_BY_WRITERS = new Set(["ModDate", "Producer"]);

/**
 * What was done to the document as a whole. Allowed is: data for the long term (/DSS, /Extensions), a higher /Version,
 * dates and producer in /Info and in the metadata; of the form's own entries those without which there is no signature
 * field. Everything else in the catalog may not change: not the names, the scripts and actions, the layers, the
 * attachments, the outlines, the page labels, the structure, the permissions, the XFA form.
 */
export function catalogChanges(revisions: Revisions): Change[] {
  const { before, after, comparison } = revisions;
  const names = comparison.changedKeys(before.catalog, after.catalog);
  const changes = names.flatMap((name): Change[] => {
    if (name === "AcroForm") return formEntryChanges(revisions);
    const archives = isArchiveData(revisions, name);
    return [ofDocument(name, archives ? "archive-data" : "document-changed", archives)];
  });
  for (const [number, node] of before.nodes) {
    const now = after.nodes.get(number);
    if (!now || comparison.changedKeys(node, now).length > 0)
      return [...changes, ...trailerChanges(revisions), ofDocument("Pages", "document-changed", false)];
  }
  return [...changes, ...trailerChanges(revisions)];
}

function isArchiveData({ before, after }: Revisions, name: string): boolean {
  const [was, now] = [
    resolve(before.pdf, before.catalog.get(name)),
    resolve(after.pdf, after.catalog.get(name)),
  ];
  switch (name) {
    case "DSS":
    case "Extensions":
      return now?.type === "dict";
    case "Version":
      return (
        now?.type === "name" &&
        /^[12]\.\d$/.test(now.value) &&
        now.value >= (nameOf(before.pdf, was) ?? before.pdf.version)
      );
    case "Metadata":
      return sameButForDates(was, now);
    default:
      return false;
  }
}

function formEntryChanges({ before, after, comparison }: Revisions): Change[] {
  const was = dictOf(before.pdf, before.catalog.get("AcroForm")) ?? new PdfDict();
  const now = dictOf(after.pdf, after.catalog.get("AcroForm")) ?? new PdfDict();
  // Fonts and looks that fields may be drawn with later: nobody's concern where no field can be filled in.
  const fillable = [...before.form.values()].some(({ type, terminal }) => terminal && type !== "Sig");
  return comparison
    .changedKeys(was, now)
    .filter((key) => {
      if (key === "Fields") return false;
      if (key === "SigFlags")
        return !raises(numberOf(before.pdf, was.get(key)), numberOf(after.pdf, now.get(key)));
      if (key === "DR" || key === "DA") return fillable || was.has(key);
      return true;
    })
    .map((key) => ofDocument(`AcroForm.${key}`, "document-changed", false));
}

/** Whether no flag was taken away, and none set but the two that there are. */
function raises(was = 0, now = 0): boolean {
  return (now & was) === was && (now & ~3) === (was & ~3);
}

function trailerChanges({ before, after, comparison }: Revisions): Change[] {
  const [was, now] = [before, after].map(({ pdf }) => pdf.context.info.trailer);
  if (!was || !now) return [];
  const changes: Change[] = [];
  if (!comparison.same(was.get("Root"), now.get("Root")))
    changes.push(ofDocument("Root", "document-changed", false));
  const empty = new PdfDict();
  const keys = comparison.changedKeys(
    dictOf(before.pdf, was.get("Info")) ?? empty,
    dictOf(after.pdf, now.get("Info")) ?? empty,
  );
  if (keys.some((key) => !WRITTEN_BY_WRITERS.has(key)))
    changes.push(ofDocument("Info", "document-changed", false));
  else if (keys.length > 0) changes.push(ofDocument("Info", "archive-data", true));
  return changes;
}

function ofDocument(name: string, kind: Change["kind"], allowed: boolean): Change {
  return { allowed, kind, page: null, name };
}

import { PdfRef } from "@libpdf/core";
import { dictOf, inherited } from "@/lib/pades/document/document";
import type { Change } from "@/lib/pades/shapes";
import type { FormNode } from "./form";
import type { Revision } from "./revision";
import { changedEntries, type Revisions } from "./revisions";
import { isTimestamp, leavesRoom, leavesThePage, looksHarmless, signsLater } from "./signature-look";

/** What signing writes into a field that was there before it. */
const SIGNING = new Set(["V", "AP", "AS", "F", "M", "MK", "DA", "Rect"]);
/** What filling in writes into a field. */
const FILLING = new Set(["V", "AP", "AS", "I", "RV", "M"]);
/** A box that is ticked chooses among looks that it had. */
const TICKING = new Set(["V", "AS", "M"]);
/** What a node may hold that was added to group signature fields. */
const GROUPING = new Set(["T", "Kids", "Parent", "FT", "Ff"]);
const READ_ONLY = 1;
const PUSH_BUTTON = 1 << 16;

/**
 * What was done to the fields of the form. Allowed is: to sign, to add signature fields, to fill in fields that are
 * neither read-only nor locked nor larger than half of their page, to make a field read-only. A look that changes while the value stays is no filling in.
 * Of a field that was signed nothing may change.
 */
export function formChanges(revisions: Revisions): Change[] {
  const { before, after } = revisions;
  const changes: Change[] = [];
  for (const [key, node] of before.form) {
    const now = after.form.get(key);
    if (!now) changes.push(change(revisions, node, "document-changed", false));
    else changes.push(...nodeChanges(revisions, node, now));
  }
  for (const [key, node] of after.form) if (!before.form.has(key)) changes.push(...added(revisions, node));
  return changes;
}

/** The numbers of the annotations that came onto a page by signing: of fields that were added or signed later. */
export function freshLooks({ before, after }: Revisions): Set<number> {
  const fresh = [...after.form.values()].filter((node) => {
    const was = before.form.get(node.key);
    // A field that was there and is not signed now could have been kept out of sight until now.
    const isFresh = !was || (!isSigned(before, was) && isSigned(after, node));
    return node.type === "Sig" && node.terminal && isFresh;
  });
  return new Set(fresh.flatMap(({ looks }) => looks.flatMap(({ number }) => number ?? [])));
}

function nodeChanges(revisions: Revisions, was: FormNode, now: FormNode): Change[] {
  const kept = was.name === now.name && was.terminal === now.terminal && was.parent?.key === now.parent?.key;
  if (!kept) return [change(revisions, was, "document-changed", false)];
  const keys = changedKeys(revisions, was, now);
  if (keys.length === 0) return [];
  if (!was.terminal) return [change(revisions, was, "document-changed", false)];
  if (was.type === "Sig") return [signing(revisions, was, now, keys)];
  return [filling(revisions, was, now, keys)];
}

/** The keys that changed in a field or in one of its looks. That it was made read-only does not count. */
function changedKeys(revisions: Revisions, was: FormNode, now: FormNode): string[] {
  const keys = changedEntries(revisions, was.dict, now.dict).filter((key) => {
    if (key === "Ff") return now.flags !== (was.flags | READ_ONLY);
    // Under what holds fields together signature fields may be added; each node's own place is looked at above.
    return key !== "Kids" || was.terminal;
  });
  const own = (node: FormNode) => node.looks.filter(({ dict }) => dict !== node.dict);
  const [before, after] = [own(was), own(now)];
  const sameLooks =
    before.length === after.length && before.every(({ number }, index) => number === after[index]?.number);
  if (!sameLooks) keys.push("Kids");
  for (const [index, { dict }] of before.entries()) {
    const look = after[index];
    if (look) keys.push(...changedEntries(revisions, dict, look.dict));
  }
  return keys;
}

function signing(revisions: Revisions, was: FormNode, now: FormNode, keys: string[]): Change {
  if (isSigned(revisions.before, was)) {
    const kind = keys.includes("V") ? "document-changed" : "annotation-changed";
    return change(revisions, was, kind, false);
  }
  if (!isSigned(revisions.after, now)) return change(revisions, now, "annotation-changed", false);
  return signed(
    revisions,
    now,
    keys.every((key) => SIGNING.has(key)),
  );
}

function signed(revisions: Revisions, node: FormNode, orderly: boolean): Change {
  const { after, permission, revisionEnd, length } = revisions;
  // What would be allowed because it is judged as well has to be judged: a form can be walked in more ways than one.
  const told = after.judged.has(node.dict) && signsLater(after, node, revisionEnd, length);
  const sound = orderly && told && looksHarmless(after, node);
  const signature = dictOf(after.pdf, node.dict.get("V"));
  if (signature && isTimestamp(after, signature)) return change(revisions, node, "archive-data", sound);
  const free = permission.level >= 2 && !permission.locked(node.name);
  // Each by itself may be small enough.
  const room = sound && leavesRoom(after, node.looks, freshLooks(revisions));
  return change(revisions, node, "signature-added", room && free);
}

function added(revisions: Revisions, node: FormNode): Change[] {
  const { after, permission } = revisions;
  const keys = [...node.dict.keys()].map(({ value }) => value);
  if (!node.terminal) {
    // Each of its fields is looked at for itself.
    return keys.every((key) => GROUPING.has(key)) ? [] : [change(revisions, node, "document-changed", false)];
  }
  if (node.type !== "Sig") return [change(revisions, node, "annotation-added", false)];
  if (isSigned(after, node)) return [signed(revisions, node, isPlaced(revisions, node))];
  const free = permission.level >= 2 && !permission.locked(node.name);
  const sound = isPlaced(revisions, node) && looksHarmless(after, node);
  return [change(revisions, node, "signature-field-added", free && sound)];
}

/** A new field is a new object, under the node that it names as its parent. */
function isPlaced({ before }: Revisions, node: FormNode): boolean {
  const parent = node.dict.getRef("Parent")?.objectNumber ?? null;
  const numbers = [node.number, ...node.looks.map(({ number }) => number)];
  const fresh = numbers.every((number) => number === null || !before.pdf.getObject(PdfRef.of(number)));
  return fresh && parent === (node.parent?.number ?? null);
}

function isSigned({ pdf }: Revision, { dict }: FormNode): boolean {
  const value = inherited(pdf, dict, "V");
  return value !== undefined && value.type !== "null";
}

function filling(revisions: Revisions, was: FormNode, now: FormNode, keys: string[]): Change {
  const { after, permission } = revisions;
  const writes = was.type === "Btn" ? TICKING : FILLING;
  const fills = keys.includes("V") && keys.every((key) => writes.has(key));
  if (!fills || (was.type === "Btn" && was.flags & PUSH_BUTTON))
    return change(revisions, now, "annotation-changed", false);
  const free = permission.level >= 2 && !permission.locked(was.name) && !(was.flags & READ_ONLY);
  const modest = now.looks.every((look) => leavesThePage(after, look));
  return change(revisions, now, "form-filled", free && modest);
}

function change(
  { before, after }: Revisions,
  node: FormNode,
  kind: Change["kind"],
  allowed: boolean,
): Change {
  const seen = node.looks.flatMap(({ number }) =>
    number === null ? [] : (after.seenOn.get(number) ?? before.seenOn.get(number) ?? []),
  );
  return { allowed, kind, page: seen[0] === undefined ? null : seen[0] + 1, name: node.name };
}

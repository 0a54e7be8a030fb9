import type { PdfDict } from "@libpdf/core";
import {
  arrayOf,
  catalogOf,
  dictOf,
  nameOf,
  numberOf,
  type Pdf,
  textOf,
} from "@/lib/pades/document/document";
import type { FormNode } from "./form";

/** What the signatures in a revision leave to those who come after. */
export type Permission = {
  /** 1: nothing but archive data. 2: forms and signatures. 3: annotations too. ISO 32000-2, table 257. */
  level: 1 | 2 | 3;
  /** Whether a field of this full name may no longer change. */
  locked(name: string): boolean;
};

/** What a signature closes: the lock of its field, or the parameters of its FieldMDP. */
export type Lock = {
  action: string | undefined;
  fields: Set<string>;
  /** What it leaves of the whole document (ISO 32000-2, 12.7.5.5); null: it says nothing of that. */
  level: Permission["level"] | null;
};

/**
 * The strictest of all signatures that are in it: DocMDP (also where it is not the catalog's certifying signature),
 * FieldMDP, and the locks of the signed fields. Without any of them forms may be filled and signatures set, as after
 * an approval signature.
 */
export function permissionOf(pdf: Pdf, form: Iterable<FormNode>): Permission {
  const levels: Permission["level"][] = [];
  const locks: Lock[] = [];
  const certifying = dictOf(pdf, dictOf(pdf, catalogOf(pdf).get("Perms"))?.get("DocMDP"));
  if (certifying) read(certifying);
  for (const { type, dict } of form) {
    const signature = type === "Sig" ? dictOf(pdf, dict.get("V")) : undefined;
    if (!signature) continue;
    read(signature);
    const lock = lockOf(pdf, dict);
    if (lock) locks.push(lock);
    if (lock?.level) levels.push(lock.level);
  }
  return {
    level: levels.length === 0 ? 2 : (Math.min(...levels) as Permission["level"]),
    locked: (name) => locks.some((lock) => holds(lock, name)),
  };

  function read(signature: PdfDict): void {
    for (const item of arrayOf(pdf, signature.get("Reference")) ?? []) {
      const reference = dictOf(pdf, item);
      const method = nameOf(pdf, reference?.get("TransformMethod"));
      const parameters = dictOf(pdf, reference?.get("TransformParams"));
      if (method === "DocMDP") levels.push(levelOf(pdf, parameters));
      if (method === "FieldMDP" && parameters) locks.push(readLock(pdf, parameters));
    }
  }
}

/** What a signature in this field will close, as its author wanted; null: nothing was said. */
export function lockOf(pdf: Pdf, field: PdfDict): Lock | null {
  const lock = dictOf(pdf, field.get("Lock"));
  return lock ? readLock(pdf, lock) : null;
}

function readLock(pdf: Pdf, lock: PdfDict): Lock {
  const names = arrayOf(pdf, lock.get("Fields"))?.toArray() ?? [];
  return {
    action: nameOf(pdf, lock.get("Action")),
    fields: new Set(names.flatMap((name) => textOf(pdf, name) ?? [])),
    level: lock.has("P") ? levelOf(pdf, lock) : null,
  };
}

/** What a certifying signature allows; a number that is none of the three says that something is meant, and not what. */
export function levelOf(pdf: Pdf, parameters: PdfDict | undefined): Permission["level"] {
  if (!parameters?.has("P")) return 2;
  const said = numberOf(pdf, parameters.get("P"));
  return said === 2 || said === 3 ? said : 1;
}

/** Whether the field of this full name is closed by it. */
export function holds({ action, fields }: Lock, name: string): boolean {
  // A field is named by itself, or by what holds it.
  const parts = name.split(".");
  const named = parts.some((_, index) => fields.has(parts.slice(0, index + 1).join(".")));
  if (action === "Include") return named;
  if (action === "Exclude") return !named;
  return true;
}

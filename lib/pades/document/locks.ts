import { arrayOf, dictOf, type Field, nameOf, numberOf, type Pdf, textOf } from "./document";
import type { PdfDict } from "./write";

/** Whether what is signed already forbids to sign this field: a certifying signature with P=1, or a lock over it. */
export function isForbidden(pdf: Pdf, fields: readonly Field[], wanted: string): boolean {
  return fields.some(({ signature }) =>
    (arrayOf(pdf, signature?.get("Reference"))?.toArray() ?? []).some((one) => {
      const reference = dictOf(pdf, one);
      const parameters = dictOf(pdf, reference?.get("TransformParams"));
      const method = nameOf(pdf, reference?.get("TransformMethod"));
      if (method === "DocMDP") return numberOf(pdf, parameters?.get("P")) === 1;
      return method === "FieldMDP" && parameters !== undefined && locks(pdf, parameters, wanted);
    }),
  );
}

function locks(pdf: Pdf, parameters: PdfDict, wanted: string): boolean {
  const action = nameOf(pdf, parameters.get("Action"));
  const listed = (arrayOf(pdf, parameters.get("Fields"))?.toArray() ?? []).map((one) => textOf(pdf, one));
  // A field's name covers the fields below it.
  const among = listed.some((one) => one !== undefined && (wanted === one || wanted.startsWith(`${one}.`)));
  return action === "All" || (action === "Include" && among) || (action === "Exclude" && !among);
}

import { readInline } from "@/lib/approvals/inline/read";
import { vatReturnIn } from "@/lib/approvals/vat/read";
import { NAMESPACES, type XbrlInstance } from "@/lib/approvals/xbrl/instance";
import { readXbrl } from "@/lib/approvals/xbrl/read";
import { entryPoint } from "@/lib/approvals/xbrl/taxonomy";
import { type Result, refuse } from "@/lib/shared/result";
import { readAccounts } from "./accounts";
import { readCorporateIncomeTax } from "./corporate-income-tax";
import { readEcSalesList } from "./ec-sales-list";
import { formOf } from "./forms";
import { readPayrollTax } from "./payroll-tax";
import { payrollSchema } from "./payroll-xml";
import { readPersonalIncomeTax } from "./personal-income-tax";
import type { ReadDocument, ReadRefusal } from "./shapes";
import { isZip, mentionsInlineXbrl, type Root, rootOf } from "./sniff";
import { readVatCorrection } from "./vat-correction";

const XHTML = "http://www.w3.org/1999/xhtml";
const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

/**
 * Says what an uploaded file of figures is, whose it is, over which period, and what it says.
 *
 * Takes the file's bytes. Refuses, and never throws on, what is none of the streams' documents, contradicts itself
 * or is hostile. What merely surprises comes along as `warnings`, for a person to judge. A citizen's number is in
 * `subject` alone: not in the figures, and not in any reason.
 */
export function readDocument(bytes: Uint8Array): Result<ReadDocument, ReadRefusal> {
  // A report package is opened by whoever takes it in; what comes here is the page in it.
  if (isZip(bytes)) return refuse("not-xml");
  const sniffed = rootOf(bytes);
  if (!sniffed.ok) return mentionsInlineXbrl(bytes) ? readInline(bytes) : sniffed;
  const { root } = sniffed;
  if (payrollSchema(root.namespace)) return readPayrollTax(bytes);
  if (root.namespace === NAMESPACES.instance && root.name === "xbrl") {
    const read = readXbrl(bytes);
    return read.ok ? readInstance(read.instance) : read;
  }
  if (root.namespace === XHTML && mentionsInlineXbrl(bytes)) return readInline(bytes);
  return refuse(whatElse(root));
}

function readInstance(instance: XbrlInstance): Result<ReadDocument, ReadRefusal> {
  const taxonomy = entryPoint(instance.schemaRef) ?? "";
  const form = formOf(taxonomy);
  switch (form) {
    case "vat":
      return readVat(instance);
    case "vatCorrection":
      return readVatCorrection(instance, taxonomy);
    case "ecSalesList":
      return readEcSalesList(instance, taxonomy);
    case "corporateIncomeTax":
      return readCorporateIncomeTax(instance, taxonomy);
    case "personalIncomeTax":
      return readPersonalIncomeTax(instance, taxonomy);
    case "annualAccounts":
    case "filingAccounts":
    case "creditReport":
      return readAccounts(instance, taxonomy, form);
    case "auditors-report":
      return refuse("auditors-report");
    default:
      return refuse("unknown-document");
  }
}

function readVat(instance: XbrlInstance): Result<ReadDocument, ReadRefusal> {
  const read = vatReturnIn(instance);
  if (read.ok) {
    const { ok, obNumber: number, ...rest } = read;
    return { ok, stream: "vat", subject: { scheme: "ob", number }, ...rest };
  }
  if (read.reason === "no-ob-number") return refuse("no-number");
  return refuse(read.reason === "not-a-vat-return" ? "unknown-document" : read.reason);
}

function whatElse({ namespace, name }: Root): ReadRefusal {
  return namespace === SIGNATURE && name === "Signature" ? "signature-file" : "unknown-document";
}

import { formOf } from "./returns/forms";
import type { DocumentStream } from "./returns/shapes";

/** Why a file is none of the stream that staff chose; each says what it is, and what is wanted. */
export type KindRefusal =
  | "other-stream"
  | "bank-file-for-kvk"
  | "bank-file-for-accounts"
  | "accounts-for-bank"
  | "publication-for-bank";

/** What a person has to know of accounts that serve for others than their form is made for. */
export type KindQuestion =
  /** The KvK would make public what a small company keeps to itself. */
  | "whole-accounts"
  /** Whoever approves sees the part of the accounts that is published. */
  | "publication-alone"
  /** The form does not say which of the two it is. */
  | "form-unsaid";

type Accounts = "annualAccounts" | "filingAccounts" | "creditReport";

/**
 * A file goes only to whom its form is made for: the forms of the banks (SBR Nexus, `frc-…`) never to the KvK, and those
 * of the KvK never to a bank. Whole accounts and publicatiestukken are both the KvK's: of those staff say which they are.
 */
const ACCOUNTS: Record<Accounts, Record<Accounts, KindRefusal | null>> = {
  annualAccounts: { annualAccounts: null, filingAccounts: null, creditReport: "accounts-for-bank" },
  filingAccounts: { annualAccounts: null, filingAccounts: null, creditReport: "publication-for-bank" },
  creditReport: {
    annualAccounts: "bank-file-for-accounts",
    filingAccounts: "bank-file-for-kvk",
    creditReport: null,
  },
};

/** Whether accounts; among those staff choose, and of everything else the file itself says what it is. */
export function isAccounts(stream: string): stream is Accounts {
  return Object.hasOwn(ACCOUNTS, stream);
}

/** Why a file that was read as one stream cannot be published as another; null when it can. */
export function refusalOf(read: string, chosen: string): KindRefusal | null {
  if (isAccounts(read) && isAccounts(chosen)) return ACCOUNTS[read][chosen];
  return read === chosen ? null : "other-stream";
}

/**
 * What a person has to confirm before a file is published as this stream.
 * @param read `form` is the name of its entry point; not there for what was read before it was kept
 */
export function kindQuestions(
  read: { stream: DocumentStream; form?: string },
  chosen: string,
): KindQuestion[] {
  if (chosen === "filingAccounts" && read.stream === "annualAccounts") return ["whole-accounts"];
  const isUnsaid = read.stream === "filingAccounts" && read.form !== undefined && formOf(read.form) === null;
  if (chosen === "filingAccounts" && isUnsaid) return ["form-unsaid"];
  if (chosen === "annualAccounts" && read.stream === "filingAccounts" && !isUnsaid)
    return ["publication-alone"];
  return [];
}

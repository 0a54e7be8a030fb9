import type { SigningChoice } from "@/lib/staff/signing-choice";

/** One who may sign, as the form begins. */
export type SignerRowData = {
  accountId: string;
  party: "client" | "accountant";
  /** Of the field `ondertekenaar`. */
  value: string;
  name: string;
  /** In words; each is a signature of its own. */
  capacities: string[];
  chosen: boolean;
  step: number;
  deputyFor: string;
  /** The accountant who puts it ready. */
  self: boolean;
};

type WordOf = (capacity: SigningChoice["clients"][number]["capacities"][number]) => Promise<string>;

/** Those of the document before, where there is one; else every client, and of the firm nobody yet. */
export async function signerRows(
  { clients, accountants, earlier }: SigningChoice,
  self: string,
  wordOf: WordOf,
): Promise<SignerRowData[]> {
  const before = (accountId: string) => earlier?.find((one) => one.accountId === accountId);
  const start = (accountId: string, usual: boolean) => {
    const known = before(accountId);
    return {
      chosen: earlier ? known !== undefined : usual,
      step: Math.max(known?.step ?? 1, 1),
      deputyFor: known?.deputyFor ?? "",
    };
  };
  const own = clients.map(async ({ accountId, name, capacities }) => ({
    ...{ accountId, name, party: "client" as const, value: `client:${accountId}`, self: false },
    ...start(accountId, true),
    capacities: await Promise.all(capacities.map(wordOf)),
  }));
  const firm = accountants.map(async ({ accountId, name }) => ({
    ...{ accountId, name, party: "accountant" as const, value: `accountant:${accountId}` },
    ...start(accountId, false),
    self: accountId === self,
    capacities: [await wordOf({ capacity: "accountant", onBehalfOf: null } as Parameters<WordOf>[0])],
  }));
  return Promise.all([...own, ...firm]);
}

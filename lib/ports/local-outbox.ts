/** What demo mode keeps instead of sending. The store is injected, because ports know no database. */
export type LocalSend = {
  firmId: string;
  channel: "mail" | "sms";
  to: string;
  from: string;
  subject: string;
  text: string;
  at: Date;
};
type Store = (message: LocalSend) => Promise<void>;

const held = globalThis as typeof globalThis & { [storeKey]?: Store };
const storeKey = Symbol.for("portal.local-outbox");

export function setLocalOutbox(store: Store): void {
  held[storeKey] = store;
}

export async function keepLocally(message: LocalSend): Promise<void> {
  const store = held[storeKey];
  if (!store) throw new Error("The local outbox is not open");
  await store(message);
}

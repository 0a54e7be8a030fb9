import type { Firm } from "@/lib/access/firm";
import type { Session } from "@/lib/access/session";
import { known } from "./known";

/** Takes the place of lib/access/request: nobody is looked up. What no page asks for here is the portal's own. */
export * from "../../../lib/access/request";
export const firmOrNull = async (): Promise<Firm> => known.firm;
export const currentFirm = async (): Promise<Firm> => known.firm;
export const currentSession = async (): Promise<Session> => known.session;

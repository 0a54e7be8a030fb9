import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./address";

/** What a connection fails with whose host lies elsewhere than on the public internet. */
export const notPublic = "ENOTPUBLIC";

/**
 * Finds the address of a host whose name somebody else gave us: every address that it has must be public. What is found
 * is what is connected to, so a name that changes in between changes nothing. A host that is an address already is
 * connected to without being asked for here: parseTarget looks at those.
 */
export const publicLookup: LookupFunction = (host, options, done) => {
  systemLookup(host, { ...options, all: true, verbatim: true }, (error, found) => {
    const [first] = found ?? [];
    if (error || !first) return done(error ?? fault("ENOTFOUND"), "", 0);
    if (!found.every(({ address }) => isPublicAddress(address))) return done(fault(notPublic), "", 0);
    if (options.all) done(null, found);
    else done(null, first.address, first.family);
  });
};

function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

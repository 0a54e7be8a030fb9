import type { CameWith } from "@/lib/pades/came-with";
import { type Certificate, readCertificates } from "@/lib/pades/certificates/certificate";
import { isListOf } from "@/lib/pades/certificates/revocation";
import type { LongTermData } from "@/lib/pades/document/long-term";
import { now } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { environment } from "@/lib/ports/environment";
import { fetchRevocationList } from "@/lib/ports/revocation-lists";
import { trustedRoots } from "@/lib/ports/trusted-roots";
import { sha256Hex } from "@/lib/shared/hash";

/** Real chains have two or three; those of others who signed come on top. */
const MOST_LISTS = 24;
/** Of the lists of others, in bytes: one of a large trust service, and no more than the document can bear. */
const MOST_OF_OTHERS = 10 * 1024 * 1024;

export type Lasting = {
  data: LongTermData;
  /** Whether of every certificate behind our signatures and their time stamps there is a list of its issuer. */
  complete: boolean;
};

/**
 * What a reader in twenty years needs to judge the signatures: the certificates behind them up to the root, and what their
 * issuers say today of what they revoked. A list that cannot be had is left out, and is missed in `complete`.
 * @param ours the fields of the portal's own signatures; of what others signed as much is kept as can be had
 */
export async function lastingData(
  came: readonly CameWith[],
  ours: readonly string[],
  fetchList: FetchList = fetchRevocationList,
): Promise<Lasting> {
  const { signers, timestamps } = await trustedRoots();
  const all = came.flatMap(({ certificates, stampCertificates }) => [...certificates, ...stampCertificates]);
  const pool = readCertificates([...all, ...anchorsNear(all, [...signers, ...timestamps])]);
  const known = readCertificates(
    came
      .filter(({ field }) => ours.includes(field))
      .flatMap(({ certificates, stampCertificates }) => [...certificates, ...stampCertificates]),
  );
  const own = new Set(known.flatMap((one) => chainOf(one, pool)).map(idOf));
  const lists = await Lists.open(fetchList);
  let complete = own.size > 0;
  const crls = new Map<string, Uint8Array>();
  let room = MOST_OF_OTHERS;
  const issued = pool.filter((certificate) => !isSelfSigned(certificate));
  const isOwn = (one: Certificate) => own.has(idOf(one));
  // Our own first: what came with others, which may be anything, takes nothing away from them.
  for (const one of [...issued.filter(isOwn), ...issued.filter((other) => !isOwn(other))]) {
    if (!isOwn(one) && room <= 0) break;
    const issuer = issuerOf(one, pool);
    const list = issuer ? await lists.of(one, issuer) : null;
    if (!list && isOwn(one)) complete = false;
    const hash = list ? sha256Hex(list) : "";
    if (!list || crls.has(hash)) continue;
    if (!isOwn(one)) room -= list.length;
    if (room >= 0) crls.set(hash, list);
  }
  return {
    data: { certificates: pool.map(({ der }) => new Uint8Array(der)), crls: [...crls.values()] },
    complete,
  };
}

type FetchList = (place: string) => Promise<Uint8Array | null>;

/** Lists by where they lie, each fetched once. */
class Lists {
  private readonly fetched = new Map<string, Promise<Uint8Array | null>>();

  private constructor(
    private readonly known: readonly Uint8Array[],
    private readonly fetchList: FetchList,
  ) {}

  static async open(fetchList: FetchList): Promise<Lists> {
    const demo = environment().PORTAL_MODE === "demo";
    return new Lists(demo ? (await demoAuthority()).revocationLists() : [], fetchList);
  }

  /** One that is the issuer's own, and of today. */
  async of(certificate: Certificate, issuer: Certificate): Promise<Uint8Array | null> {
    const at = now();
    const known = this.known.find((list) => isListOf(issuer, list, at));
    if (known) return new Uint8Array(known);
    for (const place of certificate.listedAt) {
      const list = await this.at(place);
      if (list && isListOf(issuer, list, at)) return new Uint8Array(list);
    }
    return null;
  }

  private at(place: string): Promise<Uint8Array | null> {
    const known = this.fetched.get(place);
    if (known) return known;
    if (this.fetched.size >= MOST_LISTS) return Promise.resolve(null);
    const fetching = this.fetchList(place);
    this.fetched.set(place, fetching);
    return fetching;
  }
}

/** Those of the roots that issued one of these: a trust list has thousands. */
function anchorsNear(ders: readonly Uint8Array[], anchors: readonly Uint8Array[]): Uint8Array[] {
  const issuers = readCertificates(ders).map(({ issuer }) => issuer);
  return anchors.filter((anchor) => issuers.some((issuer) => Buffer.from(anchor).includes(issuer)));
}

/** Up to its root, itself first, as far as the pool goes. */
function chainOf(certificate: Certificate, pool: readonly Certificate[]): Certificate[] {
  const chain = [certificate];
  for (let last = certificate; chain.length < 8 && !isSelfSigned(last); ) {
    const issuer = issuerOf(last, pool);
    if (!issuer || chain.includes(issuer)) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

function issuerOf(certificate: Certificate, pool: readonly Certificate[]): Certificate | null {
  return (
    pool.find(
      (one) =>
        certificate.issuer.equals(one.subject) &&
        certificate.x509.checkIssued(one.x509) &&
        isVerifiedBy(certificate, one),
    ) ?? null
  );
}

function isVerifiedBy({ x509 }: Certificate, issuer: Certificate): boolean {
  try {
    return x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}

function isSelfSigned(certificate: Certificate): boolean {
  return certificate.issuer.equals(certificate.subject);
}

function idOf({ x509 }: Certificate): string {
  return x509.fingerprint256;
}

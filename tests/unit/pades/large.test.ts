import { beforeAll, describe, expect, it } from "vitest";
import type { Signer, Timestamper } from "@/lib/pades/shapes";
import { SignatureTooLarge } from "@/lib/pades/shapes";
import { makeLasting, sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { verifyFile } from "@/lib/pades/verify-file";
import { aPrepared, aText, whole } from "@/tests/support/signing/documents";
import { anAuthority, aTimestamper, strangers, type TestAuthority } from "@/tests/support/signing/people";
import { withPages } from "@/tests/unit/pdf/documents";

const lane = new Lane();
let authority: TestAuthority;
let signer: Signer;
let large: Uint8Array[];
beforeAll(async () => {
  authority = await anAuthority();
  signer = await authority.signer("Noorderlicht");
  large = await strangers(20_000);
});

/** How often it was asked, and how large what it gave was. */
function counted(timestamp: Timestamper) {
  const given: number[] = [];
  const counting: Timestamper = async (...asked) => {
    const token = await timestamp(...asked);
    given.push(token.length);
    return token;
  };
  return { given, timestamp: counting };
}
async function expectSound(bytes: Uint8Array, count: number) {
  const { signatures } = await verifyFile(bytes, [authority.root.certificate], new Date());
  expect(
    signatures.map(({ verdict, distrust, changes }) => [verdict, distrust, changes.every(isAllowed)]),
  ).toEqual(Array.from({ length: count }, () => ["valid", null, true]));
}
const isAllowed = ({ allowed }: { allowed: boolean }) => allowed;
const lasting = (bytes: Uint8Array, timestamp: Timestamper) =>
  makeLasting(
    lane,
    bytes.slice(),
    { certificates: [authority.root.certificate], crls: [] },
    { timestamp, field: "Tijdstempel" },
  );
const prepared = async () => aPrepared(lane, await withPages(1), ["Klant"]);

it("leaves no more room than most need, and asks once", async () => {
  const { given, timestamp } = counted(await aTimestamper(authority));
  const signed = await sign(lane, await prepared(), aText("Klant"), { signer, timestamp });
  expect(signed.gap.length).toBe(40_002);
  expect((await lasting(whole(signed), timestamp)).gap.length).toBe(40_002);
  expect(given).toHaveLength(2);
});

describe("a time stamp of twenty thousand bytes", () => {
  it("gets the room that it needs, in a signature and over the whole", async () => {
    const { given, timestamp } = counted(await aTimestamper(authority, large));
    const before = await prepared();
    const signed = await sign(lane, before.slice(), aText("Klant"), { signer, timestamp });
    expect(given).toHaveLength(2);
    expect(Math.min(...given)).toBeGreaterThan(20_000);
    expect(Buffer.compare(signed.before, before)).toBe(0);
    await expectSound(whole(signed), 1);
    const archived = whole(await lasting(whole(signed), timestamp));
    expect(given).toHaveLength(4);
    await expectSound(archived, 2);
  });

  it("fits, too, when it is somewhat larger the second time", async () => {
    const [once, twice] = [
      await aTimestamper(authority, large),
      await aTimestamper(authority, [...large, ...(await strangers(4000))]),
    ];
    let asked = 0;
    const timestamp: Timestamper = (...digest) => (asked++ === 0 ? once : twice)(...digest);
    await expectSound(whole(await sign(lane, await prepared(), aText("Klant"), { signer, timestamp })), 1);
    expect(asked).toBe(2);
  });
});

it("has room for all that anybody may send: a long chain, and the largest time stamp", async () => {
  const chain = Array.from({ length: 10 }, () =>
    Buffer.concat([large[0] ?? Buffer.alloc(0), Buffer.alloc(19_000)]),
  );
  const long = { ...signer, chain };
  const timestamp: Timestamper = async () =>
    Buffer.concat([Buffer.from("3082ffff", "hex"), Buffer.alloc(65_535)]);
  const { tail, gap } = await sign(lane, await prepared(), aText("Klant"), { signer: long, timestamp });
  expect(gap.length / 2).toBeGreaterThan(255_000);
  expect(Buffer.from(tail.subarray(gap.start, gap.start + 2)).toString()).toBe("<3");
});

it.each([
  [
    "in a signature",
    (timestamp: Timestamper) =>
      prepared().then((bytes) => sign(lane, bytes, aText("Klant"), { signer, timestamp })),
  ],
  ["over the whole", async (timestamp: Timestamper) => lasting(await withPages(1), timestamp)],
])("refuses, by a reason of its own, what is larger than all that: %s", async (_where, asked) => {
  const timestamp: Timestamper = async () => Buffer.alloc(400_000, 48);
  await expect(asked(timestamp)).rejects.toBeInstanceOf(SignatureTooLarge);
});

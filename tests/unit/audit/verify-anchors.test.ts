import { describe, expect, it } from "vitest";
import { forged, rewritten } from "../../support/forged-trail";
import { aCertificate, KEYS } from "../../support/pades/certificates";
import { CLIENT, ROOT } from "../../support/pades/people";
import { aToken } from "../../support/stamper";
import { anAnchor, aTrail, judge, minutesOn, type Trail } from "../../support/trail";

const ten = aTrail();
const { entries } = ten;
const other = aTrail(10, [4, 8], "0199a000-0000-7000-8000-000000000002");

describe("of a trail with an anchor that is not right, it is named:", () => {
  const stranger = aCertificate({ name: "Vreemd", key: KEYS.other, purposes: ["1.3.6.1.5.5.7.3.8"] });
  const [, eighth = anAnchor(8)] = ten.anchors;
  const hash = entries[7]?.hash as Buffer;
  const eighthIs = (change: Partial<typeof eighth>): Trail => ({
    ...ten,
    anchors: ten.anchors.with(1, { ...eighth, ...change }),
  });
  it.each<[string, number, RegExp, Trail]>([
    [
      "made by somebody else",
      8,
      /false anchor: nobody who is trusted/,
      eighthIs({ token: aToken(hash, { by: stranger, at: eighth.at }) }),
    ],
    [
      "made with a certificate for documents",
      8,
      /not one for time stamps/,
      eighthIs({ token: aToken(hash, { by: CLIENT, at: eighth.at }) }),
    ],
    [
      "with a time stamp over another hash",
      8,
      /false anchor: it is not over that hash/,
      eighthIs({ token: aToken(entries[6]?.hash as Buffer, { at: eighth.at }) }),
    ],
    [
      "with a time that its time stamp does not say",
      8,
      /it says 2026-03-01 08:01:00/,
      eighthIs({ at: minutesOn(1) }),
    ],
    [
      "with a signature that is not right",
      8,
      /not signed by whom/,
      eighthIs({ token: aToken(hash, { spoil: true, at: eighth.at }) }),
    ],
    ["that is no time stamp", 8, /cannot be read/, eighthIs({ token: Buffer.from("no") })],
    [
      "of another firm",
      8,
      /changed after it was anchored.*or that anchor is of another trail/,
      eighthIs(anAnchor(8, other.entries[7]?.hash)),
    ],
    [
      "with a hash made to fit what was rewritten",
      8,
      /false anchor: it is not over that hash/,
      {
        ...rewritten(ten, 7, forged),
        anchors: ten.anchors.with(1, {
          ...eighth,
          hash: rewritten(ten, 7, forged).entries[7]?.hash as Buffer,
        }),
      },
    ],
    [
      "of before the entry was there",
      8,
      /its time: it says 2026-03-01 08:08:00 UTC, and was anchored at 2026-03-01 07:40:00/,
      eighthIs(anAnchor(8, hash, minutesOn(-20))),
    ],
    [
      "twice",
      4,
      /out of its order/,
      { ...ten, anchors: ten.anchors.with(1, ten.anchors[0] as typeof eighth) },
    ],
    [
      "of an entry that is gone",
      11,
      /is missing: entry 12 was there/,
      { ...ten, anchors: [...ten.anchors, anAnchor(12, hash)] },
    ],
  ])("%s", async (_what, seq, words, trail) => {
    const { fault } = await judge(trail);
    expect(fault?.what).toMatch(words);
    expect(fault?.seq).toBe(seq);
  });

  it("an entry that was added after an anchor, and says that it is older", async () => {
    const late = {
      ...ten,
      anchors: [anAnchor(4, entries[3]?.hash, minutesOn(100))],
      about: { ...ten.about, anchors: 1 },
    };
    expect((await judge(late)).fault).toMatchObject({
      seq: 5,
      what: expect.stringContaining("its time: it says"),
    });
  });

  it("anchors that were taken out are missed", async () => {
    const { fault } = await judge({ ...ten, anchors: ten.anchors.slice(0, 1) });
    expect(fault).toEqual({ seq: null, what: "holds 1 anchors, and its first line says 2" });
  });

  it("roots in the file are nothing to who gives others", async () => {
    const mine = aCertificate({ name: "Eigen", key: KEYS.other, usage: 0x06 });
    const clock = aCertificate({
      name: "Eigen klok",
      issuer: mine,
      key: KEYS.p256,
      usage: 0x80,
      purposes: ["1.3.6.1.5.5.7.3.8"],
    });
    const made = rewritten(ten, 2, forged);
    const anchors = [4, 8].map((seq) => {
      const own = made.entries[seq - 1]?.hash as Buffer;
      const { at } = anAnchor(seq, own);
      return { ...anAnchor(seq, own, at), token: aToken(own, { by: clock, at }) };
    });
    const invented = { ...made, anchors, roots: [mine.der] };
    expect((await judge(invented, null)).fault).toBeNull();
    expect((await judge(invented, [ROOT.der])).fault).toMatchObject({
      seq: 4,
      what: expect.stringContaining("no-root"),
    });
  });
});

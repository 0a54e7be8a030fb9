import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changePasswordInput,
  choosePasswordInput,
  codeInput,
  forgotInput,
  signInInput,
} from "@/lib/identity/input";

const emailOf = (email: unknown) => forgotInput.safeParse({ email });
const faults = (result: ReturnType<typeof emailOf>) => result.error?.issues.map(({ message }) => message);

describe("an e-mail address", () => {
  it.each([
    ["marieke@bakkerij.nl", "marieke@bakkerij.nl"],
    [" Marieke@Bakkerij.NL ", "marieke@bakkerij.nl"],
    ["m.van-dijk+portaal@post.bakkerij.nl", "m.van-dijk+portaal@post.bakkerij.nl"],
    ["o'brien@bakkerij.nl", "o'brien@bakkerij.nl"],
    ["rené@café.nl", "rené@café.nl"],
    // A wide @ is one after normalising: the address that was meant, and no second one.
    ["marieke＠bakkerij.nl", "marieke@bakkerij.nl"],
    ["marieke@bakkerij．nl", "marieke@bakkerij.nl"],
  ])("%j is taken as %j", (typed, expected) => {
    expect(emailOf(typed).data).toEqual({ email: expected });
  });

  it.each([
    "",
    " ",
    "marieke",
    "marieke@",
    "@bakkerij.nl",
    "marieke@bakkerij",
    "marieke@@bakkerij.nl",
    '"e@a.nl"@b.nl',
    '"e"@b.nl',
    "e＠a.nl@b.nl",
    "e@a.nl＠b.nl",
    "e﹫a.nl@b.nl",
    "＂e@a.nl＂@b.nl",
    "e @a.nl",
    "e@a.nl, f@b.nl",
    "e@a.nl\r\nBcc: f@b.nl",
    "e@a.nl\u2028f",
    "<e@a.nl>",
    "＜e@a.nl＞",
    "Marieke <e@a.nl>",
    "e\u0000@a.nl",
    "e@a.nl\u0000",
    "e\u200b@a.nl",
    "e\u202e@a.nl",
    "e\ufeffe@a.nl",
    "e\ud800@a.nl",
    `${"e".repeat(250)}@a.nl`,
    // 18 letters each, once normalised.
    `${"ﷺ".repeat(2)}@a.nl`,
    `${"㎯".repeat(80)}@a.nl`,
  ])("%j is refused", (typed) => {
    const result = emailOf(typed);
    expect(result.success).toBe(false);
    expect(faults(result)).toEqual(["email"]);
  });

  it.each([undefined, null, 1, true, {}, ["e@a.nl"]])("%j is none", (typed) => {
    expect(faults(emailOf(typed))).toEqual(["email"]);
  });

  it("that is taken is one party at one host, in its normal form, and a database can hold it", () => {
    const part = fc.string({ unit: "grapheme", maxLength: 12 });
    const odd = fc.constantFrom("@", "＠", ".", '"', "\u0000", "\n", "<", " ", "ﬃ", "\u200d");
    const typed = fc.oneof(
      fc.tuple(part, odd, part).map(([a, sign, b]) => `${a}${sign}x@${b}b.nl`),
      fc.tuple(part, odd, part).map((parts) => parts.join("")),
      fc.emailAddress(),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { data } = emailOf(text);
        if (!data) return;
        const { email } = data;
        expect(email.split("@")).toHaveLength(2);
        expect(email).not.toMatch(/[\s"<>\p{C}]/u);
        expect(email.length).toBeLessThanOrEqual(254);
        expect(emailOf(email).data).toEqual({ email });
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a code", () => {
  it.each(["482913", "482 913", " 482-913 ", "４８２９１３", "000000"])("%j has six digits", (code) => {
    expect(codeInput.safeParse({ code }).success).toBe(true);
  });

  it.each(["", "48291", "4829133", "abcdef", "482 91", "٤٨٢٩١٣", undefined, 482_913])(
    "%j has not",
    (code) => {
      expect(codeInput.safeParse({ code }).error?.issues.map(({ message }) => message)).toEqual(["code"]);
    },
  );
});

describe("a password", () => {
  const signIn = (wachtwoord: unknown) => signInInput.safeParse({ email: "e@a.nl", wachtwoord });

  it("is taken to the letter: no blanks are cut off, nothing is normalised", () => {
    for (const password of [" met blanco's ", "ＷＩＤＥ", "e\u0301e\u0301n", "\u0000", "x".repeat(1000)]) {
      expect(signIn(password).data).toEqual({ email: "e@a.nl", password });
      expect(choosePasswordInput.safeParse({ token: "t", wachtwoord: password }).data?.wachtwoord).toBe(
        password,
      );
    }
  });

  it.each(["", undefined, null, 12, ["x"]])("%j is asked for again", (wachtwoord) => {
    expect(signIn(wachtwoord).error?.issues.map(({ message }) => message)).toEqual(["password"]);
  });

  it("that is absurdly long costs no hashing", () => {
    const long = "x".repeat(1001);
    expect(signIn(long).success).toBe(false);
    const chosen = choosePasswordInput.safeParse({ token: "t", wachtwoord: long });
    expect(chosen.error?.issues.map(({ message }) => message)).toEqual(["too-long"]);
    const changed = changePasswordInput.safeParse({ huidigWachtwoord: long, nieuwWachtwoord: long });
    expect(changed.error?.issues.map(({ message }) => message)).toEqual(["current-password", "too-long"]);
  });
});

describe("what was not asked for", () => {
  it("is left behind", () => {
    const more = { kind: "staff", firmId: "x", __proto__: { admin: true } };
    expect(signInInput.parse({ email: "e@a.nl", wachtwoord: "x", ...more })).toEqual({
      email: "e@a.nl",
      password: "x",
    });
    expect(codeInput.parse({ code: "482913", ...more })).toEqual({ code: "482913" });
  });

  it("never makes a form throw", () => {
    const forms = [signInInput, codeInput, forgotInput, choosePasswordInput, changePasswordInput];
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const form of forms) expect(form.safeParse(value).success).toBe(false);
      }),
    );
  });
});

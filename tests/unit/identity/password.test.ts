import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { argon, demoPassword, hashPassword, passwordFault, passwordMatches } from "@/lib/identity/password";
import { forgetEnvironment } from "@/lib/ports/environment";

const settings = {
  PORTAL_MODE: "demo",
  DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  DATA_DIR: "/nowhere",
  PORTAL_DOMAIN: "localhost:3000",
  PORTAL_KEYRING: "",
  TWILIO_ACCOUNT_SID: "",
  TWILIO_AUTH_TOKEN: "",
  SMTP_URL: "",
};
const production = {
  ...settings,
  PORTAL_MODE: "production",
  PORTAL_DOMAIN: "portaal.example",
  PORTAL_KEYRING: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  TWILIO_ACCOUNT_SID: "AC0",
  TWILIO_AUTH_TOKEN: "t",
  SMTP_URL: "smtp://127.0.0.1:1",
};

const before = { ...process.env };
function useSettings(wanted: Record<string, string>) {
  Object.assign(process.env, wanted);
  forgetEnvironment();
}
beforeEach(() => useSettings(settings));
afterEach(() => {
  process.env = { ...before };
  forgetEnvironment();
});

describe("a new password", () => {
  it.each([
    "correct horse battery",
    "Regenboog-kastanje",
    "zeven sloten, een haring",
    "zomeravonden aan de IJssel",
    "τέσσερις γάτες στο χιόνι",
    "червоний велосипед діда",
    "木曜日の朝はパンを焼いて食べる",
    "🦊🐼🦄🐙🦉🐝🐢🦋🐳🦔🐧🦁",
    // No rule says that there must be letters in it.
    "839201746291",
    "7391-4820-5567-1938",
    "!(#)@$*%&^_+",
    "x83920174629",
    "  twaalf  blanco  ",
    "abcdefghijkm-zoiets",
  ])("%j will do", (password) => {
    expect(passwordFault(password, [])).toBeNull();
  });

  it("is counted in characters as people see them on their keys, 12 to 128 of them", () => {
    const words = "Regenboog-kastanje zeven sloten ".repeat(5);
    expect(passwordFault(words.slice(0, 11), [])).toBe("too-short");
    expect(passwordFault(words.slice(0, 12), [])).toBeNull();
    expect(passwordFault(words.slice(0, 128), [])).toBeNull();
    expect(passwordFault(words.slice(0, 129), [])).toBe("too-long");
    const animals = "🦊🐼🦄🐙🦉🐝🐢🦋🐳🦔🐧";
    expect(passwordFault(animals, [])).toBe("too-short");
    expect(passwordFault("", [])).toBe("too-short");
  });

  it.each([
    // In the lists as they stand.
    "passwordpassword",
    "administrator",
    "1qaz2wsx3edc",
    "qwerty123456",
    "123456789012",
    "159753159753",
    // In another case, or dressed up.
    "PasswordPassword",
    "ADMINISTRATOR",
    "Welkom2026!!!",
    "!!welkom!!2026",
    "Wachtwoord01",
    "Wachtwoord-2026",
    "Amsterdam1234",
    "password12345!",
    "qwertyuiop12",
    // In nobody's list at every length.
    "aaaaaaaaaaaa",
    "abababababab",
    "1234567890123",
    "12345678901234567890",
    "abcdefghijklmnop",
    "zyxwvutsrqponm",
    "zzzzzzzzzzzzzzzzzzzzzzz1",
  ])("%j is one that is tried first", (password) => {
    expect(passwordFault(password, [])).toBe("too-common");
  });

  it.each([
    "Noorderlicht2026!",
    "noorderlicht-accountants",
    "Accountants2026",
    "2026: Marieke 2026",
    "MARIEKE VAN DIJK!",
  ])("%j is no more than a name that everybody knows", (password) => {
    expect(
      passwordFault(password, ["Noorderlicht-Accountants", "Noorderlicht Accountants", "Marieke van Dijk"]),
    ).toBe("too-common");
    expect(passwordFault(password, [])).toBeNull();
  });

  it("may have a name in it, and short words of names do not count", () => {
    expect(passwordFault("Marieke bakt om vier uur", ["Marieke van Dijk"])).toBeNull();
    expect(passwordFault("van 839201746", ["Marieke van Dijk"])).toBeNull();
  });

  it("is not the one that is printed on the demo's first page, once it is no demo", () => {
    expect(passwordFault(demoPassword, [])).toBeNull();
    useSettings(production);
    expect(passwordFault(demoPassword, [])).toBe("too-common");
  });
});

describe("a stored password", () => {
  it("is argon2id, by the parameters of OWASP's cheat sheet, and salted", async () => {
    expect(argon).toEqual({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const [one, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
  });

  it.each([
    ["twelve characters", "Regenboog-12"],
    ["128 characters", "Regenboog-kastanje ".repeat(7).slice(0, 128)],
    ["other scripts", "червоний велосипед діда"],
    ["128 animals", "🦊🐼🦄🐙".repeat(32)],
    ["blanks around it", "  met blanco's  "],
    ["nothing one sees", "\u0000\u200b\u0000 twaalf"],
  ])("matches itself alone, to the last character: %s", async (_, password) => {
    const stored = await hashPassword(password);
    expect(await passwordMatches(stored, password)).toBe(true);
    const characters = [...password];
    for (const wrong of [
      characters.slice(0, -1).join(""),
      `${characters.slice(0, -1).join("")}~`,
      `${password}x`,
      password.trim() === password ? ` ${password}` : password.trim(),
      "",
    ]) {
      expect(await passwordMatches(stored, wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  it("that is not there matches nothing, the decoy's own password included", async () => {
    for (const guess of ["a password that nobody has", "", "null"]) {
      expect(await passwordMatches(null, guess)).toBe(false);
    }
  });

  it("that is no hash matches nothing, and does no harm", async () => {
    for (const stored of ["", "x", "$argon2id$", "$2b$10$abcdefghijklmnopqrstuv"]) {
      expect(await passwordMatches(stored, "x")).toBe(false);
    }
  });

  it("takes the same time when there is none", async () => {
    const stored = await hashPassword("Regenboog-kastanje");
    await passwordMatches(null, "x");
    const timed = async (hash: string | null) => {
      const start = performance.now();
      await passwordMatches(hash, "een verkeerd wachtwoord");
      return performance.now() - start;
    };
    const times: [number[], number[]] = [[], []];
    for (let i = 0; i < 21; i++) {
      times[0].push(await timed(stored));
      times[1].push(await timed(null));
    }
    const [known, unknown] = times.map((all) => all.sort((a, b) => a - b)[10] ?? 0);
    // Without the decoy it would be a hundredth.
    expect((unknown ?? 0) / (known ?? 1)).toBeGreaterThan(0.5);
    expect((unknown ?? 0) / (known ?? 1)).toBeLessThan(2);
  });

  it("of the demo opens nothing in production", async () => {
    const stored = await hashPassword(demoPassword);
    expect(await passwordMatches(stored, demoPassword)).toBe(true);
    useSettings(production);
    expect(await passwordMatches(stored, demoPassword)).toBe(false);
  });
});

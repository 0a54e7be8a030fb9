import { describe, expect, it } from "vitest";
import { dropInput, mandateInput, reasonInput } from "@/lib/approvals/office-input";
import { onOneLine, reasonOf } from "@/lib/shared/typed";

const filing = "019a0000-0000-7000-8000-000000000000";
const unseen = [
  "\u200b\u2060\u00ad",
  "\u3164",
  "\u115f",
  "\ufe0f",
  "\u202e",
  "\0",
  "\ud800",
  " \n\t",
  ".",
  "…",
  "\u0301",
];

describe("a reason that has to be given", () => {
  it.each(unseen.map((text) => [JSON.stringify(text), text]))("is not given with %s", (_, reden) => {
    expect(reasonOf("reason").safeParse(reden).error?.issues[0]?.message).toBe("reason");
    expect(reasonInput.safeParse({ filing, reden }).success).toBe(false);
    expect(dropInput.safeParse({ filing, plaats: "1", reden }).success).toBe(false);
    expect(mandateInput.safeParse({ filing, reden, machtiging: "Volmacht van 3 januari" }).success).toBe(
      false,
    );
    expect(mandateInput.safeParse({ filing, reden: "Geen reactie", machtiging: reden }).success).toBe(false);
  });

  it("keeps its lines and its accents, and nothing that cannot be seen", () => {
    const said = reasonOf("reason").parse(" De factuur van\u200b café \u202eÖzgür\nontbreekt. \r\n");
    expect(said).toBe("De factuur van café Özgür\nontbreekt.");
    expect(reasonOf("reason").parse("7")).toBe("7");
  });

  it("is not too long, however much of it cannot be seen", () => {
    expect(reasonOf("reason").safeParse(`${"\u200b".repeat(2000)}${"a".repeat(1000)}`).success).toBe(true);
    expect(reasonOf("reason").safeParse("a".repeat(1001)).error?.issues[0]?.message).toBe("reason-too-long");
    expect(reasonOf("reason").safeParse(undefined).error?.issues[0]?.message).toBe("reason");
  });
});

describe("text on one line", () => {
  it.each([
    ["voorlopige\r\naanslag", "voorlopige aanslag"],
    [" een\ttwee\u2028drie\u0085vier ", "een twee drie vier"],
    ["a\u0000b\u202ec\u00a0d", "abc d"],
    ["\u200b", ""],
  ])("%j is %j", (typed, line) => {
    expect(onOneLine(typed)).toBe(line);
  });
});

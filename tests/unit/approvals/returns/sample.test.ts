import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readDocument } from "@/lib/approvals/returns/read";

const folder = fileURLToPath(new URL("../../../../../shared/testdata/xbrl/", import.meta.url));

describe.skipIf(!existsSync(folder))("the official samples", () => {
  const read = (name: string) => readDocument(readFileSync(`${folder}${name}`));
  it.each([
    "VB-01_bd-rpt-ihz-aangifte-2019.xbrl",
    "frc-rpt-nt-inrichtingsjaarrekening-2021.xbrl",
    "VB-01_bd-rpt-ob-aangifte-2021.xbrl",
    "nba-controleverklaring-goedkeurend-NL.xbrl",
    "signature.xml",
  ])("%s", (n) => {
    console.log(JSON.stringify(read(n), null, 1));
    expect(1).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { NoAnswer, postBounded } from "@/lib/ports/bounded-post";
import { notPublic, publicLookup } from "@/lib/ports/webhook/public-lookup";
import { standIn } from "@/tests/support/stand-in";

describe("a host that somebody else named", () => {
  it("is not connected to when its name leads to this machine", async () => {
    const answers = { status: 200, body: {} };
    const server = await standIn(() => answers, { "server error": answers, "too many": answers });
    const url = new URL(server.url.replace("127.0.0.1", "localhost"));
    const post = (more: object) =>
      postBounded(url, { headers: {}, body: Buffer.from("{}") }, { timeoutMs: 5000, maxBytes: 100, ...more });
    expect((await post({})).status).toBe(200);
    const failed = await post({ lookup: publicLookup }).catch((error) => error);
    expect(failed).toBeInstanceOf(NoAnswer);
    expect(failed.code).toBe(notPublic);
    expect(server.asked).toHaveLength(1);
    await server.close();
  });

  it("that does not exist is not found", async () => {
    const failed = await new Promise((resolve) =>
      publicLookup("nergens.invalid", {}, (error) => resolve(error?.code)),
    );
    expect(["ENOTFOUND", "EAI_AGAIN"]).toContain(failed);
  });
});

import { timestampReply } from "@/lib/pades/timestamps/responder";
import { now } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import type { TimestampService } from "./service";

/** Demo only: time stamps by our own clock, which prove nothing to anybody. */
export function localTimestampService(): TimestampService {
  return {
    name: "demonstratie",
    async ask(request) {
      const { timestamps } = await demoAuthority();
      return timestampReply(request, timestamps, now());
    },
    async anchors() {
      const { root } = await demoAuthority();
      return [root];
    },
  };
}

import { unstable_rethrow } from "next/navigation";
import type { FormAnswer } from "@/lib/access/action";

type Act = (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;

/**
 * The same action where losing the connection is an answer like any other: without this the page of errors would take the
 * place of the form, and of what was drawn or typed in it.
 */
export function steady(action: Act): Act {
  return async (previous, form) => {
    try {
      return await action(previous, form);
    } catch (error) {
      // Being sent on to another page, and what the server itself answers with.
      unstable_rethrow(error);
      if (error instanceof Error && "digest" in error) throw error;
      const typed = [...form].filter(([name, value]) => typeof value === "string" && !/code/i.test(name));
      return { ok: false, reason: "offline", values: Object.fromEntries(typed) as Record<string, string> };
    }
  };
}

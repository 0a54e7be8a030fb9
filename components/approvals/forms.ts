import type { ComponentProps } from "react";
import type { ActionForm } from "@/components/ui/action-form";

/** An action as a form calls it. */
export type Act = ComponentProps<typeof ActionForm>["action"];
/** What a form says to what it is answered. */
export type FormWords = ComponentProps<typeof ActionForm>["words"];

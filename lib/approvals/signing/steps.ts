import type { Turn } from "@/db/schema/approvals";

type Stepped = { seat: number; step: number; turn: Turn };

const over: readonly Turn[] = ["approved", "dropped"];

/**
 * Whose turn comes up: of those who are held, the ones of the lowest step, once everybody of the steps before has
 * signed or was let go of. Empty while somebody still has to, and after a rejection.
 */
export function comingUp(seats: readonly Stepped[]): number[] {
  const held = seats.filter(({ turn }) => turn === "held");
  const next = Math.min(...held.map(({ step }) => step));
  const before = seats.filter(({ step, turn }) => step < next || turn !== "held");
  const free = before.every(({ turn, step }) => over.includes(turn) || step > next);
  return free ? held.filter(({ step }) => step === next).map(({ seat }) => seat) : [];
}

/** The turn with which a seat begins: those of the first step are asked at once. */
export function firstTurn(step: number, steps: readonly number[]): Turn {
  return step === Math.min(...steps) ? "asked" : "held";
}

import { setClock } from "@/lib/ports/clock";
import type { PlainDate } from "@/lib/shared/dates";

/** What happens in the story, told in the order in which it happened, in whatever order it was written down. */
export class Chronicle {
  private readonly happenings: { at: Date; tell: () => Promise<unknown> }[] = [];

  /** @param told the moment at which the story ends: nothing in it happens later */
  constructor(private readonly told: Date) {}

  /** @param time of the clock in Greenwich, such as "09:14" */
  on(day: PlainDate, time: string, tell: () => Promise<unknown>): void {
    const wished = new Date(`${day}T${time}:00Z`);
    this.happenings.push({ at: wished < this.told ? wished : this.told, tell });
  }

  async tell(): Promise<void> {
    const inOrder = [...this.happenings].sort((a, b) => a.at.getTime() - b.at.getTime());
    try {
      for (const { at, tell } of inOrder) {
        setClock(() => at);
        await tell();
      }
    } finally {
      setClock(null);
    }
  }
}

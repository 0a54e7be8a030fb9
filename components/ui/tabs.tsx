import { cn } from "./cn";
import { Count } from "./count";

export type Tab = { href: string; name: string; short: string; current: boolean; count?: string };

/** Views of one list; each has an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} className="flex gap-6 overflow-x-auto border-line border-b">
      {tabs.map((tab) => (
        <a
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex items-center gap-2 whitespace-nowrap border-b-[3px] pt-3 pb-3.5 no-underline",
            tab.current
              ? "border-brand font-[650] text-ink"
              : "border-transparent font-[580] text-ink-2 hover:text-ink",
          )}
        >
          <span className="max-md:hidden">{tab.name}</span>
          <span className="md:hidden">{tab.short}</span>
          {tab.count && <Count value={tab.count} />}
        </a>
      ))}
    </nav>
  );
}

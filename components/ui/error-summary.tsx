import type { Ref } from "react";

export type SummaryLine = {
  /** The field that the line leads to. */
  name: string;
  text: string;
};

/** What still has to be put right, on top of a form; each line leads to its field. The heading takes the focus. */
export function ErrorSummary({
  heading,
  title,
  lines,
}: {
  heading: Ref<HTMLHeadingElement>;
  title: string;
  lines: SummaryLine[];
}) {
  return (
    <div role="alert" className="rounded border-[2.5px] border-danger bg-surface px-5 py-4">
      <h2 ref={heading} tabIndex={-1} className="text-lg outline-none">
        {title}
      </h2>
      {lines.length > 0 && (
        <ul className="mt-1">
          {lines.map(({ name, text }) => (
            <li key={name}>
              <a className="inline-block py-0.5 font-[620] text-danger underline" href={`#${name}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A line that says which field it is about: "Goedkeuren uiterlijk: vul een datum in". */
export function named(label: string, fault: string): string {
  // "Vul" goes on in lower case after the name; "XBRL" and "PDF" stay as they are.
  const rest = /^\p{Lu}\p{Ll}/u.test(fault) ? fault.charAt(0).toLowerCase() + fault.slice(1) : fault;
  return `${label}: ${rest}`;
}

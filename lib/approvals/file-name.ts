/** The endings under which files of each kind are kept; the first is what a file gets that came under another. */
const endings: Record<string, readonly string[]> = {
  "application/pdf": ["pdf"],
  "text/html": ["html", "htm"],
  "application/xml": ["xbrl", "xml"],
  "application/xhtml+xml": ["xhtml", "html", "htm", "xht"],
  "application/zip": ["zip", "xbri", "xbr"],
};

/** So that the ending is among the characters that a download keeps of a name. */
const mostOfStem = 180;

/**
 * A file's name with the ending of what it is, and not of what it was said to be: nobody may keep a "factuur.exe" on
 * disk because a PDF came under that name (security statement 24). An annex is of no kind that the portal knows.
 */
export function nameOfKind(name: string, mime: string): string {
  const fitting = endings[mime];
  if (!fitting) return name;
  // A number after a full stop is a version, and no ending.
  const [, stem = "", ending = ""] = /^(.*?)(?:\.(?=\d*[a-z])([a-z\d]{1,5}))?$/isu.exec(name) ?? [];
  const kept = fitting.includes(ending.toLowerCase()) ? ending : fitting[0];
  return `${[...stem].slice(0, mostOfStem).join("") || "bijlage"}.${kept}`;
}

/** Longer than any address in the Dutch taxonomy; what is longer is not looked at. */
const LONGEST = 300;
const ENTRY_POINT =
  /^https?:\/\/(?:www\.)?(nltaxonomie\.nl|sbrnexus\.nl|sbrbanken\.nl)\/[\w./-]*\/entrypoints\/([a-z\d-]+)\.xsd$/;
const DICTIONARY =
  /^https?:\/\/(?:www\.)?(?:nltaxonomie\.nl|sbrnexus\.nl|sbrbanken\.nl)\/[\w./-]*\/dictionary\/([a-z\d-]+)$/;

/**
 * The name of the form that an instance fills in, such as "bd-rpt-ob-aangifte-2021", out of its schema reference.
 * Null when no Dutch authority wrote that form: the State's are at nltaxonomie.nl, those of the banks ("frc") at
 * sbrnexus.nl and formerly sbrbanken.nl.
 */
export function entryPoint(schemaRef: string | null): string | null {
  if (!schemaRef || schemaRef.length > LONGEST) return null;
  const [, host, name] = ENTRY_POINT.exec(schemaRef) ?? [];
  if (!name || (host !== "nltaxonomie.nl") !== name.startsWith("frc-")) return null;
  return name;
}

/** The name of the dictionary behind a namespace, such as "bd-data" of http://www.nltaxonomie.nl/nt15/…/bd-data. */
export function dictionary(namespace: string): string | null {
  if (namespace.length > LONGEST) return null;
  return DICTIONARY.exec(namespace)?.[1] ?? null;
}

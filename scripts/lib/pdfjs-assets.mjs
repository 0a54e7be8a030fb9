import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts the fonts and character maps that a PDF may count on where browsers can fetch them: tax software embeds
 * no Helvetica. Copied from the package, so that they are of one version with it; not kept in git.
 */
export function copyPdfjsAssets(root) {
  for (const folder of ["standard_fonts", "cmaps"]) {
    const to = join(root, "public/pdfjs", folder);
    if (!existsSync(to)) cpSync(join(root, "node_modules/pdfjs-dist", folder), to, { recursive: true });
  }
}

// Opens one PDF and says how many pages it has. Runs in a worker thread under limits: see inspect.ts.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
// Registers the parser with the line above, which would otherwise look for it when the first document comes.
import "pdfjs-dist/legacy/build/pdf.worker.mjs";

const OPTIONS = {
  // Strangers' fonts and images are not compiled, fetched or drawn: pages are only counted and looked up.
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  useWasm: false,
  stopAtErrors: false,
  verbosity: VerbosityLevel.ERRORS,
};

async function inspect(data) {
  try {
    const document = await getDocument({ ...OPTIONS, data }).promise;
    const pages = document.numPages;
    if (pages === 0) return { ok: false, reason: "empty" };
    // The number of pages is a claim; that the first and the last can be found is what makes it credible.
    await document.getPage(1);
    await document.getPage(pages);
    return { ok: true, pages };
  } catch (error) {
    return { ok: false, reason: error?.name === "PasswordException" ? "locked" : "damaged" };
  }
}

const { file, data } = workerData;
parentPort.postMessage("started");
parentPort.postMessage(await inspect(data ?? new Uint8Array(readFileSync(file))));

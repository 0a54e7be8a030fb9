import autocannon from "autocannon";
import { median } from "./rounds.mjs";

/**
 * Asks for one page as fast as it comes, over `connections` connections that stay open.
 * @param {number} requests how many in all
 * @returns {Promise<number>} the median time of an answer in milliseconds
 * @throws when one answer is not 2xx: an error page is quick
 */
export async function p50({ port, path, headers, connections, requests }) {
  const times = [];
  const run = autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections,
    amount: requests,
    headers,
  });
  run.on("response", (_client, _status, _bytes, time) => times.push(time));
  const { non2xx, errors } = await run;
  if (non2xx + errors > 0 || times.length < requests) {
    throw new Error(`${path} on port ${port}: ${non2xx} answers were not 2xx, ${errors} did not come`);
  }
  return median(times);
}

import { request } from "node:http";

export type Answer = { status: number; location: string; headers: Record<string, unknown>; text: string };
type Visit = {
  slug?: string;
  cookie?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
};

/** Asks a portal on a port of this machine, without a browser. Node does not look up *.localhost: hence the Host. */
export function visit(port: number, path: string, how: Visit = {}): Promise<Answer> {
  const { slug = "noorderlicht", cookie, method = "GET", body } = how;
  const host = `${slug}.localhost:${port}`;
  const headers = { host, ...(cookie ? { cookie } : {}), ...how.headers };
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? "",
          headers: response.headers,
          text,
        }),
      );
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

import { request } from "node:http";

/**
 * A visitor of one firm's site without a browser: keeps cookies, sends forms as a browser without script does.
 * Node does not look up *.localhost, hence the address 127.0.0.1 and the Host header.
 */
export class Visitor {
  #cookies = new Map();

  /** @param {string} slug of the firm @param {number} port */
  constructor(slug, port) {
    this.host = `${slug}.localhost:${port}`;
    this.port = port;
  }

  /** The headers of somebody with these cookies. */
  headers() {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { host: this.host, ...(cookie ? { cookie } : {}) };
  }

  /** @returns {Promise<{ status: number, location: string | null, text: string }>} */
  async get(path, headers) {
    return this.#ask("GET", path, headers);
  }

  /** The page itself. @throws when it is anything but 200 */
  async page(path) {
    const { status, text } = await this.get(path);
    if (status !== 200) throw new Error(`${this.host}${path} answered ${status}`);
    return text;
  }

  /** Fills the form of `path` that holds the field `holding`, and sends it. */
  async submit(path, holding, fields) {
    const form = (await this.page(path))
      .split("<form")
      .map((text) => text.split("</form>")[0] ?? "")
      .find((text) => text.includes(`name="${holding}"`));
    if (!form) throw new Error(`No form with ${holding} on ${path}`);
    const body = new FormData();
    for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      body.append(attribute(tag, "name"), attribute(tag, "value"));
    }
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const sent = new Response(body);
    const type = { "content-type": sent.headers.get("content-type"), origin: `http://${this.host}` };
    return this.#ask("POST", path, type, Buffer.from(await sent.arrayBuffer()));
  }

  #ask(method, path, headers = {}, body) {
    const options = { host: "127.0.0.1", port: this.port, method, path };
    return new Promise((resolve, reject) => {
      const asked = request({ ...options, headers: { ...this.headers(), ...headers } }, (response) => {
        for (const line of response.headers["set-cookie"] ?? []) this.#keep(line);
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece) => {
          text += piece;
        });
        response.once("error", reject);
        response.once("end", () =>
          resolve({ status: response.statusCode, location: response.headers.location ?? null, text }),
        );
      });
      asked.once("error", reject);
      asked.end(body);
    });
  }

  #keep(line) {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Signs a client or a colleague of the demo in: password, then the code that /demo/berichten.json shows. */
export async function signIn(slug, port, email, { channel, to = email }) {
  const visitor = new Visitor(slug, port);
  const password = "Demo-portaal-2026";
  const first = await visitor.submit("/inloggen", "wachtwoord", { email, wachtwoord: password });
  if (!first.location?.includes("/inloggen/code")) throw new Error(`${email}: the password was refused`);
  const message = await newest(visitor, channel, to);
  const code = channel === "sms" ? /#(\d{6})/.exec(message.text)?.[1] : message.text;
  const second = await visitor.submit("/inloggen/code", "code", { code });
  if (!second.location) throw new Error(`${email}: the code was refused`);
  return visitor;
}

async function newest(visitor, channel, to) {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const messages = JSON.parse(await visitor.page("/demo/berichten.json"));
    const found = messages.find((one) => one.channel === channel && one.to === to);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing was sent to ${to} by ${channel}`);
}

function attribute(tag, name) {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

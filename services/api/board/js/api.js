// Every call of the API: its address, the token, what is thrown, and by how much its clock differs from ours.

import { errorOf } from "./problem.js";

export class Api {
  #base;
  /** @type {() => Promise<string | null>} */
  #token;
  #skew = 0;

  /**
   * @param {string} base address of the page: the API is beside it, whatever stage or prefix that has
   * @param {() => Promise<string | null>} token the access token of the moment; null: none is needed
   */
  constructor(base, token) {
    this.#base = base;
    this.#token = token;
  }

  /** The server's time, epoch milliseconds: ages are of its stamps, and the viewer's clock may be wrong. */
  now() {
    return Date.now() + this.#skew;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async get(path, signal) {
    return (await this.#send("GET", path, {}, undefined, signal)).json();
  }

  /**
   * A command. The caller chooses the key and keeps it when it sends the same command again.
   * @param {string} path
   * @param {unknown} body
   * @param {string} idempotencyKey
   * @returns {Promise<{location: string, answer: any}>}
   */
  async command(path, body, idempotencyKey) {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey };
    const response = await this.#send("POST", path, headers, body === null ? undefined : JSON.stringify(body));
    const location = (response.headers.get("Location") ?? "").replace(/^\//, "");
    return { location, answer: await response.json() };
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {AbortSignal} signal
   */
  open(path, headers, signal) {
    return this.#send("GET", path, { Accept: "text/event-stream", ...headers }, undefined, signal);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {string} [body]
   * @param {AbortSignal} [signal]
   */
  async #send(method, path, headers, body, signal) {
    const token = await this.#token();
    const all = token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
    const request = { method, headers: all, body, signal, cache: /** @type {const} */ ("no-store") };
    const response = await fetch(new URL(path, this.#base), request);
    this.#learnClock(response.headers.get("Date"));
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  /** @param {string | null} date whole seconds; half of one is the best guess */
  #learnClock(date) {
    const sent = Date.parse(date ?? "");
    if (Number.isFinite(sent)) {
      const skew = sent + 500 - Date.now();
      this.#skew = Math.abs(skew) < 2000 ? 0 : skew;
    }
  }
}

// Keeps the store equal to the table: a snapshot, then the stream from its position; after a break the stream
// from where it stopped, or a snapshot again where the server says that it cannot go on from there.

import { ApiError } from "../problem.js";
import { waitSeconds } from "./backoff.js";
import { readStream } from "./stream.js";

/** The API may give the same snapshot again within a second. */
const SNAPSHOT_MS = 2000;

/** @typedef {"loading" | "live" | "waiting" | "connecting" | "refused"} LinkState */
/** @typedef {{state: LinkState, retryAt?: number, error?: unknown, attempt: number}} Link */

export class Feed {
  #api;
  #store;
  #onLink;
  /** @type {string | null} */
  #position = null;
  /** @type {string | null} */
  #chosen = null;
  /** When the last snapshot came. */
  #taken = 0;
  #attempt = 0;
  #stopped = new AbortController();
  /** @type {AbortController | null} */
  #connection = null;
  /** @type {(() => void) | null} */
  #wake = null;

  /**
   * @param {import("../api").Api} api
   * @param {import("../state/store").Store} store
   * @param {(link: Link) => void} onLink
   */
  constructor(api, store, onLink) {
    this.#api = api;
    this.#store = store;
    this.#onLink = onLink;
  }

  /**
   * @param {string | null} date the day that the viewer chose; null: the one that the API finds current
   * @returns {Promise<ApiError | null>} what ended it for good; null: it was stopped
   */
  async run(date) {
    this.#chosen = date;
    while (!this.#stopped.signal.aborted) {
      /** @type {unknown} */
      let error = null;
      try {
        if (this.#position === null) await this.#snapshot();
        await this.#follow();
      } catch (thrown) {
        error = thrown;
      }
      if (this.#stopped.signal.aborted) break;
      if (error instanceof ApiError && error.isFinal) {
        this.#onLink({ state: "refused", error, attempt: this.#attempt });
        return error;
      }
      await this.#pause(error);
    }
    return null;
  }

  /** Tries now instead of at the end of the wait. */
  retry() {
    this.#wake?.();
  }

  stop() {
    this.#stopped.abort();
    this.#connection?.abort();
    this.#wake?.();
  }

  async #snapshot() {
    this.#onLink({ state: this.#store.loaded ? "connecting" : "loading", attempt: this.#attempt });
    const query = this.#chosen ? `?${new URLSearchParams({ date: this.#chosen })}` : "";
    const snapshot = await this.#api.get(`v1/board${query}`, this.#stopped.signal);
    this.#store.replace(snapshot);
    this.#taken = Date.now();
    this.#position = snapshot.position;
  }

  async #follow() {
    this.#connection = new AbortController();
    const signal = AbortSignal.any([this.#stopped.signal, this.#connection.signal]);
    const position = /** @type {string} */ (this.#position);
    await readStream(this.#api, { position, date: this.#chosen, signal, onFrame: (frame) => this.#take(frame) });
  }

  /** @param {import("../contract").Frame} frame */
  #take(frame) {
    const row = JSON.parse(frame.data);
    if (frame.event === "reset" || (frame.event === "hello" && !row.resumed)) {
      this.#begin(); // what happened meanwhile is in the table only
      return;
    }
    if (frame.event === "hello") {
      this.#attempt = 0;
      this.#onLink({ state: "live", attempt: 0 });
      return;
    }
    this.#store.apply(frame.event, row);
    if (frame.id !== null) this.#position = frame.id;
    if (this.#beginsElsewhere()) this.#begin();
  }

  /** Drops the stream for a fresh snapshot. */
  #begin() {
    this.#position = null;
    this.#connection?.abort();
  }

  /** Whether the day that the API found current is empty, and flights of another one begin to move. */
  #beginsElsewhere() {
    const { flights, elsewhere } = this.#store;
    return this.#chosen === null && flights.size === 0 && elsewhere.size > 0 && Date.now() - this.#taken > SNAPSHOT_MS;
  }

  /** @param {unknown} error */
  async #pause(error) {
    // A snapshot that the server itself asked for needs no wait, unless it asks again and again.
    this.#attempt += 1;
    if (this.#position === null && !isFailure(error) && this.#attempt === 1) return;
    const asked = error instanceof ApiError ? error.retryAfter : null;
    const wait = waitSeconds(this.#attempt, asked) * 1000;
    this.#onLink({ state: "waiting", retryAt: Date.now() + wait, error, attempt: this.#attempt });
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
    this.#wake = null;
    this.#onLink({ state: "connecting", attempt: this.#attempt });
  }
}

/** @param {unknown} error an abort is how a connection is left on purpose */
function isFailure(error) {
  return error !== null && !(error instanceof DOMException && error.name === "AbortError");
}

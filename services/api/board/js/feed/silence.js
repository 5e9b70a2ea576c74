// Gives up on a connection that says nothing, not even a heartbeat.

/** So many heartbeats may be late before a connection counts as dead. */
export const SILENCE_FACTOR = 2.5;

export class Silence {
  #control = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #seconds;

  /** @param {number} seconds */
  constructor(seconds) {
    this.#seconds = seconds;
    this.heard();
  }

  get signal() {
    return this.#control.signal;
  }

  /** Something came. */
  heard() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#control.abort(new Error("silent")), this.#seconds * 1000);
  }

  /** @param {number} seconds */
  allow(seconds) {
    if (seconds > 0) this.#seconds = seconds;
    this.heard();
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

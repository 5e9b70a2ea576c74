// Cuts a text/event-stream into frames, however its bytes were cut into pieces
// (WHATWG HTML, "Server-sent events", interpretation of a stream).

/** Holds what has not ended yet; `push` returns the frames that a piece of text completes. */
export class Frames {
  #rest = "";
  #event = "";
  /** @type {string[]} */
  #data = [];
  /** @type {string | null} The last id seen: it stays until the stream names another. */
  #id = null;
  #begun = false;

  /**
   * @param {string} text
   * @returns {import("../contract").Frame[]}
   */
  push(text) {
    if (!this.#begun && text !== "") {
      this.#begun = true;
      text = text.replace(/^\uFEFF/, "");
    }
    this.#rest += text;
    /** @type {import("../contract").Frame[]} */
    const done = [];
    for (let line = this.#line(); line !== null; line = this.#line()) {
      const frame = this.#take(line);
      if (frame) done.push(frame);
    }
    return done;
  }

  /** The next whole line. A CR at the very end may be half of a CRLF: it waits for what follows. */
  #line() {
    const end = this.#rest.search(/\r\n|\n|\r/);
    if (end < 0 || (this.#rest[end] === "\r" && end === this.#rest.length - 1)) return null;
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + (this.#rest.startsWith("\r\n", end) ? 2 : 1));
    return line;
  }

  /** @param {string} line */
  #take(line) {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return null; // a comment: the heartbeat
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    else if (name === "data") this.#data.push(value);
    else if (name === "id" && !value.includes("\0")) this.#id = value;
    return null;
  }

  #dispatch() {
    const frame = { id: this.#id, event: this.#event || "message", data: this.#data.join("\n") };
    const empty = this.#data.length === 0;
    this.#event = "";
    this.#data = [];
    return empty ? null : frame;
  }
}

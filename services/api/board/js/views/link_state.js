// Whether what is on the screen is what is so: live, or as of when, and when the next try is.

import { age, clockSeconds } from "../state/times.js";
import { waitSeconds } from "../feed/backoff.js";
import { inWords } from "../problem.js";
import { byId, setText } from "../ui/dom.js";

/** @typedef {import("../feed/feed").Link} Link */

const CHIP = /** @type {Record<string, string>} */ ({
  loading: "Loading", live: "Live", waiting: "Not connected", connecting: "Connecting", refused: "Refused",
});

export class LinkState {
  #banner = byId("banner");
  #title = byId("banner-title");
  #detail = byId("banner-detail");
  #retry = byId("retry");
  #chip = byId("link");
  /** @type {Link} */
  #link = { state: "loading", attempt: 0 };
  /** @type {number | null} When the page was last known to be right. */
  #brokenAt = null;
  #say;
  #now;

  /**
   * @param {(text: string) => void} say
   * @param {() => number} now
   */
  constructor(say, now) {
    this.#say = say;
    this.#now = now;
    setInterval(() => this.#draw(), 1000);
  }

  /** @param {() => void} task what the button does */
  onRetry(task) {
    this.#retry.onclick = task;
  }

  /**
   * Waits before try number `attempt` + 1, while saying so.
   * @param {number} attempt
   * @param {unknown} error
   */
  async wait(attempt, error) {
    const wait = waitSeconds(attempt) * 1000;
    this.set({ state: "waiting", retryAt: Date.now() + wait, error, attempt });
    await new Promise((resolve) => {
      this.onRetry(() => resolve(undefined));
      setTimeout(resolve, wait);
    });
    this.set({ state: "connecting", attempt });
  }

  /** @param {Link} link */
  set(link) {
    const before = this.#link.state;
    this.#link = link;
    if (link.state === "live") {
      if (this.#brokenAt !== null) this.#say("Connected again; the board is up to date.");
      this.#brokenAt = null;
    } else if (link.state === "waiting" && this.#brokenAt === null) {
      this.#brokenAt = this.#now();
      this.#say("The connection is lost; what is shown may be out of date.");
    }
    if (before !== link.state || link.state === "waiting") this.#draw();
  }

  #draw() {
    const { state, retryAt, error } = this.#link;
    setText(this.#chip, CHIP[state]);
    this.#chip.dataset.state = state;
    document.body.dataset.link = this.#brokenAt === null ? state : "stale";
    const shown = this.#brokenAt !== null || state === "refused";
    this.#banner.hidden = !shown;
    if (!shown) return;
    this.#retry.hidden = state !== "waiting";
    const problem = error ? inWords(error) : null;
    setText(this.#title, state === "refused" ? (problem?.title ?? "Refused") : this.#staleSince());
    setText(this.#detail, state === "waiting" ? countdown(retryAt ?? 0, problem?.title)
      : state === "connecting" ? "Connecting…"
      : [problem?.detail, problem?.expected, problem?.correlationId && `(${problem.correlationId})`].filter(Boolean).join(" "));
  }

  #staleSince() {
    const at = new Date(this.#brokenAt ?? 0).toISOString();
    return `Out of date: as of ${clockSeconds(at)} UTC, ${age(at, this.#now())} ago.`;
  }
}

/**
 * @param {number} retryAt by the viewer's clock
 * @param {string | undefined} why
 */
function countdown(retryAt, why) {
  const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  return `${why ?? "The connection ended."} Next try in ${seconds} s.`;
}

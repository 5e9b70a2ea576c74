// The load drill: how the page itself keeps up with what the stream brings, measured in this very browser.

import { count } from "../state/times.js";
import { byId, setAttribute, setText } from "../ui/dom.js";
import { drawBars } from "../ui/sparkline.js";

/** A task longer than this is one that a person notices. */
const LIMIT_MS = 100;
const WINDOW_SECONDS = 60;

export class Drill {
  #store;
  #running = false;
  /** @type {PerformanceObserver | null} */
  #observer = null;
  /** @type {number[]} Longest task of each second. */
  #tasks = [];
  /** @type {number[]} Updates of each second. */
  #updates = [];
  #longest = 0;
  #seconds = 0;
  #frames = 0;
  #applied = 0;
  #begun = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {import("../state/store").Store} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {boolean} on */
  show(on) {
    byId("drill").hidden = !on;
    if (on === this.#running) return;
    this.#running = on;
    if (on) this.#start();
    else this.#stop();
  }

  #start() {
    this.#tasks = [0];
    this.#updates = [];
    this.#longest = this.#seconds = this.#frames = 0;
    this.#begun = this.#applied = this.#store.applied;
    this.#observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) this.#task(duration);
    });
    this.#observer.observe({ type: "longtask" });
    this.#timer = setInterval(() => this.#second(), 1000);
    const frame = () => {
      this.#frames += 1;
      if (this.#running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    this.#draw(0);
  }

  #stop() {
    clearInterval(this.#timer);
    this.#observer?.disconnect();
  }

  /** @param {number} duration milliseconds; browsers report those above 50 */
  #task(duration) {
    this.#longest = Math.max(this.#longest, duration);
    this.#tasks[this.#tasks.length - 1] = Math.max(this.#tasks[this.#tasks.length - 1], duration);
  }

  #second() {
    this.#seconds += 1;
    this.#updates.push(this.#store.applied - this.#applied);
    this.#applied = this.#store.applied;
    this.#draw(this.#frames);
    this.#frames = 0;
    this.#tasks.push(0);
    for (const kept of [this.#tasks, this.#updates]) if (kept.length > WINDOW_SECONDS) kept.shift();
  }

  /** @param {number} frames of the last second */
  #draw(frames) {
    const recent = this.#updates.slice(-10);
    const rate = recent.length ? recent.reduce((sum, one) => sum + one, 0) / recent.length : 0;
    setText(byId("drill-flights"), count(this.#store.flights.size));
    setText(byId("drill-rate"), `${rate.toFixed(rate < 10 ? 1 : 0)} a second`);
    setText(byId("drill-updates"), `${count(this.#store.applied - this.#begun)} in ${this.#seconds} s`);
    setText(byId("drill-frames"), `${frames} a second`);
    setText(byId("drill-nodes"), count(document.getElementsByTagName("*").length));
    setText(byId("drill-longest"), this.#longest ? `${Math.round(this.#longest)} ms` : "none above 50 ms");
    setText(byId("drill-verdict"), this.#longest > LIMIT_MS
      ? `Over the limit: a task took ${Math.round(this.#longest)} ms, more than ${LIMIT_MS}.`
      : `Within the limit: no task longer than ${LIMIT_MS} ms.`);
    setAttribute(byId("drill"), "data-alarm", this.#longest > LIMIT_MS ? "" : null);
    drawBars(/** @type {any} */ (byId("drill-tasks")), this.#tasks, WINDOW_SECONDS, 2 * LIMIT_MS);
    drawBars(/** @type {any} */ (byId("drill-bars")), this.#updates, WINDOW_SECONDS, Math.max(120, ...this.#updates));
  }
}

// How the machine is: lag, end to end, the duty to give notice, messages, dead letters.

import { count, duration } from "../state/times.js";
import { plural } from "../state/words.js";
import { byId, setAttribute, setText } from "../ui/dom.js";

/** @typedef {import("../contract").Operations} Operations */

const SILENT = "not reported yet";
/** From here on a lag is behind what passengers may expect. */
const SLOW_SECONDS = 60;

/**
 * @param {Operations | null} operations
 * @param {"wall" | "event"} clock by which the duty runs: in a replay minutes of the day that is replayed
 */
export function showMeters(operations, clock) {
  const o = operations;
  meter("lag", o?.lagRecords ?? null, count(o?.lagRecords), lagDetail(o), (o?.lagSeconds ?? 0) >= SLOW_SECONDS);
  meter("latency", o?.endToEndP50Ms ?? null, duration(o?.endToEndP50Ms), o?.endToEndP99Ms === null || !o
    ? "of the last minute" : `99 of 100 within ${duration(o.endToEndP99Ms)}`, false);
  meter("sent", o?.messages ?? null, count(o?.messages), templates(o), false);
  meter("dead", o?.deadLetters ?? null, count(o?.deadLetters), o?.deadLetters
    ? "flightpulse dlq list shows them" : "records put aside", (o?.deadLetters ?? 0) > 0);
  duty(o, clock === "event");
}

/** @param {Operations | null} o */
function lagDetail(o) {
  if (!o) return "records behind";
  const consumers = o.consumers === null ? "" : ` · ${plural(o.consumers, "consumer")}`;
  const seconds = o.lagSeconds === null ? "records behind" : `oldest waits ${duration(o.lagSeconds * 1000)}`;
  return seconds + consumers;
}

/** @param {Operations | null} o */
function templates(o) {
  if (!o || o.templateShare === null) return "in the last hour";
  return `in the last hour, ${Math.round(o.templateShare * 100)} % from templates`;
}

/**
 * @param {Operations | null} o
 * @param {boolean} replayed
 */
function duty(o, replayed) {
  const { limitMinutes = 30, open = null, oldestMinutes = null, late = null } = o?.noticeDuty ?? {};
  const used = Math.min(1, (oldestMinutes ?? 0) / limitMinutes);
  const value = open === null ? null : open === 0 ? 0 : (oldestMinutes ?? 0);
  const text = open === null ? "–" : open === 0 ? "none open" : `${Math.round(oldestMinutes ?? 0)} of ${limitMinutes} min`;
  const detail = open ? `${count(open)} open, the oldest decides` : `within ${limitMinutes} min of knowing`;
  if (replayed && open) {
    // An hour of the day may pass in a second there: nobody could be told in time, and no alarm would mean anything.
    meter("duty", value, text, `${count(open)} open, ${count(late)} late by the replay's clock`, false);
  } else meter("duty", value, text, late ? `${count(late)} too late · ${detail}` : detail, used >= 0.8 || Boolean(late));
  /** @type {HTMLElement} */ (byId("meter-duty-gauge")).style.setProperty("--used", used.toFixed(3));
}

/**
 * @param {string} name
 * @param {number | null} known null: nobody has reported it
 * @param {string} text
 * @param {string} detail
 * @param {boolean} alarming
 */
function meter(name, known, text, detail, alarming) {
  const [, value, more] = byId(`meter-${name}`).children;
  setText(value, text);
  setText(more, known === null ? SILENT : detail);
  setAttribute(byId(`meter-${name}`), "data-alarm", alarming ? "" : null);
}

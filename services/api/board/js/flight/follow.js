// Follows a command that was accepted until its Location says what became of it.

import { ApiError } from "../problem.js";

const FIRST_MS = 250;
const LONGEST_MS = 2000;
const LIMIT_MS = 60_000;

/**
 * @template Answer
 * @param {() => Promise<Answer>} look
 * @param {(answer: Answer) => boolean} isDone
 * @param {(milliseconds: number) => Promise<void>} [wait]
 * @returns {Promise<Answer | null>} null: not within a minute; it may still happen
 */
export async function follow(look, isDone, wait = sleep) {
  let pause = FIRST_MS;
  for (let waited = 0; waited < LIMIT_MS; waited += pause, pause = Math.min(pause * 1.5, LONGEST_MS)) {
    await wait(pause);
    try {
      const answer = await look();
      if (isDone(answer)) return answer;
    } catch (error) {
      if (!isNotYet(error)) throw error;
    }
  }
  return null;
}

/** @param {unknown} error not there yet, or nobody answers just now: look again */
function isNotYet(error) {
  return !(error instanceof ApiError) || error.status === 404 || !error.isFinal;
}

/** @param {number} milliseconds */
function sleep(milliseconds) {
  return new Promise((/** @type {(value: void) => void} */ resolve) => setTimeout(resolve, milliseconds));
}

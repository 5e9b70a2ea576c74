// Does work once a frame at most, whatever asks for it how often; some work also not more often than so.

/** @type {Map<() => void, {every: number, last: number, asked: boolean}>} */
const work = new Map();
let waiting = false;

/**
 * @param {() => void} task
 * @param {number} every milliseconds between two runs; 0: each frame
 * @returns {() => void} asks for a run
 */
export function batched(task, every = 0) {
  work.set(task, { every, last: -Infinity, asked: false });
  return () => {
    const entry = work.get(task);
    if (!entry || entry.asked) return;
    entry.asked = true;
    next();
  };
}

function next() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(run);
}

/** One task a frame where several are due: a frame must not become long because much has changed at once. */
function run(/** @type {number} */ time) {
  waiting = false;
  let left = false;
  let done = false;
  for (const [task, entry] of work) {
    if (!entry.asked) continue;
    if (done || time - entry.last < entry.every) {
      left = true;
      continue;
    }
    entry.asked = false;
    entry.last = time;
    // The one that ran goes to the end: those after it must not starve.
    work.delete(task);
    work.set(task, entry);
    done = true;
    task();
  }
  if (left || [...work.values()].some((entry) => entry.asked)) next();
}

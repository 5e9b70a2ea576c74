// Single keys. They can be switched off (WCAG 2.1.4): a voice that dictates must not open flights.

const KEY = "flightpulse.shortcuts";

/** @param {Record<string, () => void>} keys what each key does; Escape works also in fields and when switched off */
export function installShortcuts(keys) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return; // a dialog closes by itself
    const task = keys[event.key];
    if (!task || (event.key !== "Escape" && (isTyping(event.target) || !shortcutsOn()))) return;
    event.preventDefault();
    task();
  });
}

export function shortcutsOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function setShortcuts(on) {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Not kept: on again the next time.
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea");
}

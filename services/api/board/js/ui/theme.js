// Light, dark, or as the system has it. early.js sets it before the first paint.

const KEY = "flightpulse.theme";
const CHOICES = ["auto", "light", "dark"];
const WORDS = /** @type {Record<string, string>} */ ({ auto: "as the system", light: "light", dark: "dark" });

/** @param {HTMLElement} button goes round the three */
export function installTheme(button) {
  const show = () => {
    const now = document.documentElement.dataset.theme ?? "auto";
    const next = CHOICES[(CHOICES.indexOf(now) + 1) % CHOICES.length];
    button.setAttribute("aria-label", `Colours: ${WORDS[now]}. Change to ${WORDS[next]}`);
    button.title = `Colours: ${WORDS[now]} (t)`;
    button.dataset.now = now;
    return next;
  };
  button.addEventListener("click", () => {
    const next = show();
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // A browser that keeps nothing shows the choice until the page is closed.
    }
    show();
  });
  show();
}

// What the keys do, and the switch that turns single keys off.

import { setShortcuts, shortcutsOn } from "../ui/shortcuts.js";
import { byId } from "../ui/dom.js";

export function installHelp() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("help"));
  const box = /** @type {HTMLInputElement} */ (byId("shortcuts"));
  box.addEventListener("change", () => setShortcuts(box.checked));
  const open = () => {
    box.checked = shortcutsOn();
    dialog.showModal();
  };
  byId("help-button").addEventListener("click", open);
  return open;
}

// What a lab keeps in its address and in this browser: the part, its settings, the predictions made.

/** Read the part and its settings from the address: #part=two&learning_rate=0.1 */
export function readAddress() {
  const found = new URLSearchParams(location.hash.slice(1));
  const settings = {};
  for (const [name, value] of found) {
    if (name === "part") continue;
    try {
      settings[name] = JSON.parse(value);
    } catch {
      settings[name] = value; // a word typed by hand into the address
    }
  }
  return { part: found.get("part"), settings };
}

/** Write the part and its settings into the address, without a new entry in the history. */
export function writeAddress(part, settings) {
  const words = new URLSearchParams({ part });
  for (const [name, value] of Object.entries(settings)) words.set(name, JSON.stringify(value));
  history.replaceState(history.state, "", `#${words}`);
}

/** The option chosen for this part of this lab, or null. Kept in this browser. */
export function readPrediction(lab, part) {
  const kept = localStorage.getItem(`handsonn prediction ${lab} ${part}`);
  return kept === null ? null : Number(kept);
}

export function keepPrediction(lab, part, option) {
  localStorage.setItem(`handsonn prediction ${lab} ${part}`, String(option));
}

/** Tell the home page that this lab is done; nobody hears it where no shell serves the page. */
export async function tellDone() {
  if (!/^\/labs\/[^/]+\/[^/]+\//.test(location.pathname)) return;
  const address = location.pathname.split("/").slice(0, 4).join("/");
  await fetch(`${address}/done`, { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"state": "done"}' });
}

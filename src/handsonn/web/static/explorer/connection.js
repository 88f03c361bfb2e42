// The page's explorer on the server: opened once, asked for news without end, and asked questions.

import { decode } from "/explore/message.js";

const KEPT = "handsonn-explorer";
const PAUSE = 1000;
const REFUSED = 403; // this browser has no cookie of the server that answers

/** A sentence of the server. */
export class Refusal extends Error {}

/** Ask an address of handsonn; a refusal is thrown with its sentence. */
export async function fetched(address, options = {}) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Refusal("handsonn does not answer; is it still running in the terminal?");
  }
  if (response.ok) return response;
  const value = await response.json().catch(() => null);
  if (response.status === REFUSED) throw new Refusal("handsonn was started anew; open the address that it printed in the terminal, then reload this page: its address keeps your settings.");
  throw new Refusal(value?.sentence ?? `handsonn answered with status ${response.status}; reload the page.`);
}

export function posted(value) {
  return { method: "POST", body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
}

/**
 * Open the explorer, or find the one that this tab had before a reload, and listen.
 * told(facts) hears each change. Returns {wish(value), stop(), ask(question)}.
 */
export async function connect(told) {
  let name = reloaded() ? sessionStorage.getItem(KEPT) : null;
  let facts = name ? await news(name, "").catch(() => null) : null;
  if (!facts) {
    name = (await (await fetched("/explore/sessions", { method: "POST" })).json()).id;
    sessionStorage.setItem(KEPT, name);
    facts = await news(name, "");
  }
  let space = facts.space?.number;
  const hear = (found) => { facts = found; space = found.space?.number; told(found); };
  listen(name, () => facts.version, hear);
  let before = Promise.resolve();
  // Two requests that are under way at once may come in the other order, and the last to come is what counts.
  const inTurn = (word, value) => {
    const answered = before.then(async () => (await fetched(`/explore/sessions/${name}/${word}`, posted(value))).json());
    before = answered.catch(() => null);
    return answered;
  };
  return {
    facts: () => facts,
    wish: (value) => inTurn("wish", value),
    stop: () => inTurn("stop", {}),
    ask: async (question) => {
      const response = await fetched(`/explore/sessions/${name}/ask`, posted({ space, ...question }));
      return decode(new DataView(await response.arrayBuffer()));
    },
  };
}

function reloaded() {
  return performance.getEntriesByType("navigation")[0]?.type !== "navigate";
}

async function news(name, version) {
  return (await fetched(`/explore/sessions/${name}?version=${version}`)).json();
}

async function listen(name, version, hear) {
  for (;;) {
    try {
      const before = version(), found = await news(name, before);
      if (found.version !== before) hear(found);
      if (found.stage === "ended") return;
    } catch (refused) {
      hear({ version: version(), stage: "ended", problem: refused.message, notes: [], sentence: "", space: null, map: null });
      if (!refused.message.includes("does not answer")) return;
      await new Promise((done) => { setTimeout(done, PAUSE); });
    }
  }
}

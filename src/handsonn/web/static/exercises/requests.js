// Questions to the server about the exercise of this page: JSON in, JSON out, a sentence where something is wrong.

const REFUSED = 403; // this browser has no cookie of the server that answers

/** A sentence for the learner. isGone: the server does not answer. */
export class Refusal extends Error {
  constructor(sentence, isGone = false) {
    super(sentence);
    this.isGone = isGone;
  }
}

/** Ask an address below the page's own. */
export async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal("handsonn does not answer; is it still running in the terminal?", true);
  }
  const value = await response.json().catch(() => null);
  if (response.ok && value !== null) return value;
  if (response.status === REFUSED) throw new Refusal("handsonn was started anew; open the address that it printed in the terminal.");
  throw new Refusal(value?.sentence ?? `handsonn answered with status ${response.status}; reload the page.`);
}

/** Let something be done. */
export function act(path) {
  return ask(path, { method: "POST" });
}

// Questions to the server: JSON in, JSON out, and a sentence where something is wrong.

/** An answer that is a sentence of the library, and the control that it concerns. */
export class Refusal extends Error {
  constructor(sentence, control) {
    super(sentence);
    this.control = control;
  }
}

/** Ask; a refusal is thrown with its sentence. options: as fetch takes them. */
export async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(`/workbench${address}`, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal("handsonn does not answer; is it still running in the terminal?", "server");
  }
  const value = await response.json().catch(() => null);
  if (response.ok && value !== null) return value;
  throw new Refusal(value?.sentence ?? `handsonn answered with status ${response.status}; reload the page.`, value?.control ?? "");
}

/** Send a value as JSON. */
export function send(address, value = {}, options = {}) {
  return ask(address, { method: "POST", body: JSON.stringify(value), headers: { "Content-Type": "application/json" }, ...options });
}

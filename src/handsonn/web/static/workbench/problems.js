// A sentence beside the control that it concerns.

import { sentence as capitalised } from "/static/sentence.js";

/** Begin with a capital, unless a name stands first. */
export function sentence(text) {
  return capitalised(text, document.getElementById("data").value.split("/").at(-1));
}

/** Show a sentence at a control; an unknown control shows it beside the Train button. */
export function showProblem(control, text) {
  const field = document.querySelector(`.field[data-control="${CSS.escape(control)}"]:not([hidden])`);
  const place = field && field.offsetParent !== null ? field : document.querySelector('.field[data-control="job"]');
  clearProblem(place.dataset.control);
  const words = document.createElement("p");
  words.className = "problem";
  words.id = `problem-${place.dataset.control}`;
  words.setAttribute("role", "alert");
  words.textContent = sentence(text);
  place.append(words);
  const box = place.querySelector("input, select");
  box?.setAttribute("aria-invalid", "true");
  box?.setAttribute("aria-describedby", words.id);
}

/** Take the sentence at a control away; without a control, all of them. */
export function clearProblem(control) {
  const where = control ? `.field[data-control="${CSS.escape(control)}"]` : ".field";
  for (const field of document.querySelectorAll(where)) {
    for (const words of field.querySelectorAll(":scope > .problem")) words.remove();
    const box = field.querySelector("[aria-invalid]");
    box?.removeAttribute("aria-invalid");
    box?.removeAttribute("aria-describedby");
  }
}

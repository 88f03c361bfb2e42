// The prediction: asked before the answer is shown, judged by what was measured.

import { html } from "../pictures/axes.js";

/**
 * Make the question. answered(index) is called once; decide() asks for the experiment that decides it, and
 * back(), where it is given, for the settings that the address brought. Returns {element, judge(answer)}.
 */
export function predictionBox(prediction, earlier, { answered, decide, back }) {
  let chosen = earlier;
  const verdict = html("p", { class: "verdict", role: "status" });
  const options = prediction.options.map((option, index) => {
    const button = html("button", { type: "button", class: "option", "data-option": String(index) }, option);
    button.addEventListener("click", () => take(index));
    return button;
  });
  const box = html("section", { class: "prediction", "aria-label": "your prediction" },
    html("h2", {}, "Predict first"), html("p", { class: "asked" }, prediction.question),
    html("div", { class: "options" }, ...options), verdict);

  function take(index) {
    if (chosen !== null) return;
    chosen = index;
    mark();
    answered(index);
  }
  function offer(text, act) {
    const button = html("button", { type: "button", class: "quiet" }, text);
    button.addEventListener("click", act);
    return button;
  }
  function mark() {
    box.classList.toggle("answered", chosen !== null);
    if (chosen !== null && !verdict.childNodes.length) {
      verdict.replaceChildren(`You said: ${plain(prediction.options[chosen])}. `, offer("Show what decides it", decide));
    }
    options.forEach((button, index) => {
      button.disabled = chosen !== null;
      button.classList.toggle("chosen", index === chosen);
    });
  }
  mark();
  return {
    element: box,
    judge(answer) {
      if (chosen === null || answer === null || answer === undefined) return;
      const right = chosen === answer;
      box.classList.toggle("right", right);
      verdict.replaceChildren(
        html("strong", {}, right ? "As you predicted. " : "Not as predicted. "),
        right ? "" : `You said: ${plain(prediction.options[chosen])}. Measured: ${plain(prediction.options[answer])}. `,
        prediction.because, ...(back ? [" ", offer("Go to the settings of the address", back)] : []));
    },
  };
}

function plain(option) {
  return option.replace(/\.$/, "");
}

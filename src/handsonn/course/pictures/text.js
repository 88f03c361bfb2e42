// Text as it is, with a button that copies it.

import { html } from "./axes.js";

const TEXTS = new WeakMap();

/** Show the text in host; called again with each new result: where the reader scrolled to stays. */
export function text(host, picture) {
  let kept = TEXTS.get(host);
  if (kept?.box.parentNode !== host) {
    kept = madeText();
    TEXTS.set(host, kept);
    host.replaceChildren(kept.box);
  }
  kept.box.classList.toggle("monospaced", picture.monospaced);
  kept.body.style.maxHeight = `${picture.height}px`;
  kept.body.setAttribute("aria-label", picture.description || picture.title);
  if (kept.body.textContent === picture.body) return;
  kept.body.textContent = picture.body;
  kept.copy.textContent = "Copy";
}

function madeText() {
  const body = html("pre", { tabIndex: 0, role: "region" }), copy = html("button", { type: "button", class: "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(body.textContent);
    copy.textContent = "Copied";
  });
  return { body, copy, box: html("div", { class: "text-box" }, body, copy) };
}

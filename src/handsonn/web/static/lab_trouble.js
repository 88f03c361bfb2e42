/**
 * Says on a lab's page that the lab could not start, or lost its server: without this it stays empty.
 *
 * An ordinary script, not a module: it must stand before marimo's page opens its connection, which is the only
 * place where a notebook's errors arrive at all times (an error in its first cell is drawn nowhere).
 */
{
  const AGAIN = "end handsonn in the terminal with Ctrl-C, start it again, and reload this page.";
  const SENTENCES = {
    failed: `This lab could not run to its end: one of its cells raised an error, which the terminal of handsonn shows; ${AGAIN}`,
    refused: `This lab could not start: handsonn does not answer its page; ${AGAIN}`,
    lost: "This lab has lost its connection to handsonn; if handsonn was ended, start it again, open the address that it prints, and come back here.",
    unloaded: `This lab could not start: a part of its page did not arrive; ${AGAIN}`,
  };
  const ERROR = "application/vnd.marimo+error";
  const INTENDED = new Set(["ancestor-stopped", "interruption"]); // a cell that waits for a choice, or was stopped
  const troubles = new Set();
  let leaving = false;
  let wasOpen = false;

  /** Show the gravest sentence, or none. */
  const show = () => {
    const kind = Object.keys(SENTENCES).find((each) => troubles.has(each));
    let place = document.querySelector(".handsonn-trouble");
    if (!kind) return place?.remove();
    if (!place) {
      place = Object.assign(document.createElement("p"), { className: "handsonn-trouble" });
      place.setAttribute("role", "alert");
      const bar = document.querySelector(".handsonn-bar");
      if (bar) bar.after(place);
      else document.body.prepend(place);
    }
    place.textContent = SENTENCES[kind];
  };

  const tell = (kind, isSo = true) => {
    if (isSo === troubles.has(kind) || leaving) return;
    if (isSo) troubles.add(kind);
    else troubles.delete(kind);
    if (document.body) show();
    else document.addEventListener("DOMContentLoaded", show, { once: true });
  };

  /** @param {unknown} text a message of marimo; large ones without an error are not parsed. */
  const isError = (text) => {
    if (typeof text !== "string" || !text.includes(ERROR)) return false;
    const output = JSON.parse(text).data?.output;
    return output?.mimetype === ERROR && [output.data].flat().some((each) => !INTENDED.has(each.type));
  };

  window.WebSocket = class extends WebSocket {
    constructor(...words) {
      super(...words);
      this.addEventListener("open", () => {
        wasOpen = true;
        for (const kind of ["lost", "refused"]) tell(kind, false);
      });
      this.addEventListener("close", () => tell(wasOpen ? "lost" : "refused"));
      this.addEventListener("message", (event) => isError(event.data) && tell("failed"));
    }
  };
  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("error", (event) => event.target.tagName === "SCRIPT" && tell("unloaded"), true);
}

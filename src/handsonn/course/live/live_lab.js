// The widget: question, controls, pictures, what to notice, the same in Keras. Made once, then only updated.

import { html, number } from "../pictures/axes.js";
import { controlPanel } from "./controls.js";
import { decode } from "./message.js";
import { keepPrediction, readAddress, readPrediction, tellDone, writeAddress } from "./page_state.js";
import { pictureFrame } from "./picture_frame.js";
import { predictionBox } from "./prediction.js";

export default { render };

function render({ model, el }) {
  const page = model.get("page");
  const asked = readAddress();
  const root = html("div", { class: "live-lab" });
  // Numbers go on where a page was made anew: the lab leaves out what was overtaken on its way.
  const shown = { part: null, number: model.get("order").number ?? 0, started: 0, done: false };
  const views = new Map(page.parts.map((part) => [part.name, partView(page, part, asked.part === part.name ? asked.settings : {}, order)]));
  root.append(heading(page), tabs(page, views, choose), ...[...views.values()].map((view) => view.element), footer(page));
  el.replaceChildren(root);

  function order(part, settings) {
    shown.number += 1;
    shown.started = performance.now();
    root.dataset.phase = "asked";
    root.dataset.settled = "false"; // nothing newer is on its way: for those who look from outside
    root.dataset.asked = String(shown.number);
    writeAddress(part.name, settings);
    model.set("order", { number: shown.number, part: part.name, settings });
    model.save_changes();
  }
  function choose(name) {
    shown.part = name;
    for (const [other, view] of views) view.element.hidden = other !== name;
    for (const tab of root.querySelectorAll("[role=tab]")) {
      const chosen = tab.dataset.part === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    views.get(name).begin();
  }
  const allAnswered = () => [...views.values()].every((view) => view.answered());
  const hearResult = () => {
    const message = decode(model.get("result"));
    views.get(message.part)?.show(message.outcome, message.number === shown.number);
    root.dataset.shown = String(message.number);
    if (message.number === shown.number) root.dataset.milliseconds = (performance.now() - shown.started).toFixed(0);
    if (allAnswered() && !shown.done) {
      shown.done = true; // once: a result comes with each move
      tellDone();
    }
    holdBack(root, !allAnswered());
  };
  const hearState = () => {
    const state = model.get("state");
    if (state.number === shown.number) {
      root.dataset.phase = state.phase;
      root.dataset.settled = String(state.phase === "ready" || state.phase === "failed");
    }
    views.get(state.part)?.state(state);
  };
  model.on("change:result", hearResult);
  model.on("change:state", hearState);
  const watcher = new ResizeObserver(() => views.get(shown.part)?.redraw());
  holdBack(root, !allAnswered());
  choose(views.has(asked.part) ? asked.part : page.parts[0].name);
  watcher.observe(root);
  return () => {
    watcher.disconnect();
    model.off("change:result", hearResult);
    model.off("change:state", hearState);
  };
}

function heading(page) {
  return html("header", {}, html("h1", {}, page.title), html("p", { class: "question" }, page.question));
}

function tabs(page, views, choose) {
  if (page.parts.length === 1) return html("span", { hidden: true });
  const list = html("div", { class: "tabs", role: "tablist", "aria-label": "parts of this lab" });
  page.parts.forEach((part, index) => {
    const tab = html("button", { type: "button", role: "tab", "data-part": part.name }, `${index + 1}  ${part.title}`);
    tab.addEventListener("click", () => choose(part.name));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = list.children[(index + step + page.parts.length) % page.parts.length];
      next.focus();
      choose(next.dataset.part);
    });
    list.append(tab);
  });
  return list;
}

function footer(page) {
  const later = html("p", { class: "later", hidden: true }, "The idea behind it stands here when you have predicted in each part.");
  if (!page.next || !served()) return html("footer", {}, later);
  return html("footer", {}, html("a", { class: "next", href: page.next.address, target: "_self" }, `Next lab: ${page.next.title}`), later);
}

/** Whether the page is a lab of the course, and not a copy that is open for editing. */
function served() {
  return location.pathname.startsWith("/labs/");
}

/** Keep what the notebook says below back until the predictions are made: it tells the answers. */
function holdBack(root, held) {
  if (!served()) return;
  root.querySelector(".later").hidden = !held;
  let cell = root.getRootNode().host?.closest(".marimo-cell") ?? null;
  while (cell?.nextElementSibling) {
    cell = cell.nextElementSibling;
    cell.style.display = held ? "none" : "";
  }
}

/** One part: everything on its tab. */
function partView(page, part, fromAddress, order) {
  const known = part.controls.map((control) => control.name);
  const settings = Object.fromEntries(part.controls.map((control) => [control.name, fromAddress[control.name] ?? control.value]));
  let prediction = readPrediction(page.name, part.name), begun = false, latest = null;
  const frames = new Map();
  const status = html("p", { class: "status", role: "status" }, "Preparing Keras");
  const bar = html("progress", { max: "1", hidden: true, "aria-label": "share of the work that is done" });
  const pictures = html("div", { class: "pictures" });
  const notice = html("ul", {}), code = html("code", {});
  const panel = controlPanel(part.controls, settings, set);
  const go = (wanted) => {
    Object.assign(settings, wanted);
    panel.put(settings);
    order(part, settings);
  };
  const brought = Object.fromEntries(Object.entries(fromAddress).filter(([name]) => known.includes(name)));
  const box = predictionBox(part.prediction, prediction, {
    answered(option) {
      prediction = option;
      keepPrediction(page.name, part.name, option);
      element.classList.remove("unanswered");
      go(part.prediction.settings);
    },
    decide: () => go(part.prediction.settings),
    back: prediction === null && Object.keys(brought).length ? () => go(brought) : null,
  });
  const element = html("section", { class: "part", role: "tabpanel", "aria-label": part.title },
    html("p", { class: "ask" }, part.ask), box.element,
    html("div", { class: "bench" },
      html("div", { class: "left" }, panel.element, status, bar), pictures),
    html("section", { class: "notice" }, html("h2", {}, "What to notice"), notice),
    html("section", { class: "keras" }, html("div", { class: "head" }, html("h2", {}, "The same in Keras"), copyButton(code)), html("pre", { tabIndex: 0 }, code)));
  element.classList.toggle("unanswered", prediction === null);

  function set(name, value) {
    if (!known.includes(name)) return;
    settings[name] = value;
    panel.put(settings);
    order(part, settings);
  }
  function draw() {
    if (!latest || element.hidden || prediction === null) return;
    const names = Object.keys(latest.pictures);
    for (const [name, frame] of frames) {
      if (!names.includes(name)) {
        frame.element.remove();
        frames.delete(name);
      }
    }
    for (const name of names) {
      if (!frames.has(name)) {
        frames.set(name, pictureFrame(name));
        pictures.append(frames.get(name).element);
      }
      const picture = latest.pictures[name], frame = frames.get(name);
      frame.put(picture);
      PICTURES[picture.kind](frame.host, picture, { set, settings });
    }
  }
  return {
    element,
    answered: () => prediction !== null,
    begin() {
      if (!begun) order(part, settings);
      else draw();
      begun = true;
    },
    redraw: draw,
    show(outcome, newest) {
      latest = outcome;
      draw();
      notice.replaceChildren(...outcome.notice.map((sentence) => html("li", {}, sentence)));
      code.textContent = outcome.keras;
      // Only the experiment that was asked about decides; other settings answer other questions.
      const decides = Object.entries(part.prediction.settings).every(([name, value]) => String(settings[name]) === String(value));
      if (newest && decides) box.judge(outcome.answer);
    },
    state(state) {
      bar.hidden = !(state.phase === "computing" && state.share !== undefined);
      if (state.share !== undefined) bar.value = state.share;
      status.classList.toggle("failed", state.phase === "failed");
      element.classList.toggle("working", state.phase === "computing");
      status.textContent = state.phase === "ready" && prediction === null ? "Measured, and waiting for your prediction." : inWords(state, latest);
    },
  };
}

function inWords(state, latest) {
  if (state.phase === "failed") return state.sentence;
  if (state.phase === "ready") {
    const seeds = latest?.seeds?.length ? `, from ${latest.seeds.length} ${latest.drawn}` : "";
    const took = state.seconds < 1 ? `${Math.max(1, Math.round(1000 * state.seconds))} ms` : `${number(state.seconds, 2)} s`;
    return `Answered in ${took}${seeds}`;
  }
  const left = state.left ? `, about ${Math.ceil(state.left)} s left` : "";
  return state.sentence ? `${state.sentence}${left}` : "Training";
}

function copyButton(code) {
  const button = html("button", { type: "button", class: "copy" }, "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
    button.addEventListener("blur", () => { button.textContent = "Copy"; }, { once: true });
  });
  return button;
}

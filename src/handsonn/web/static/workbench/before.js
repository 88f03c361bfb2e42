// Beside Train: what configuration and data alone say is wrong, before anything is trained. It never blocks Train.

import { inWords } from "/static/workbench/applying.js";
import { counted } from "/static/workbench/numbers.js";
import { sentence } from "/static/workbench/problems.js";
import { send } from "/static/workbench/requests.js";

const host = document.getElementById("before");
const page = String(Math.random()).slice(2); // so that the server tells this page's questions from another one's
let latest = 0;
let asking = null;

/** Ask about these settings; null: there is nothing to ask about. applied(given, wanted) changes the form. */
export async function lookBefore(settings, applied) {
  const number = (latest += 1);
  asking?.abort();
  if (!settings) return void host.replaceChildren();
  asking = new AbortController();
  if (!host.childElementCount) say("Before training: looking …");
  host.setAttribute("aria-busy", "true");
  try {
    const found = await send("/before", { ...settings, page }, { signal: asking.signal });
    if (number !== latest || found.superseded) return;
    if (found.problem) say(`Before training: ${found.problem.sentence}`);
    else show(found, settings, applied);
  } catch (refused) {
    if (refused.name === "AbortError" || number !== latest) return;
    say(sentence(refused.message));
  }
  host.removeAttribute("aria-busy");
}

function say(words) {
  host.replaceChildren(text("p", words, "hint"));
}

function show({ findings, passed }, settings, applied) {
  const checks = document.createElement("details"), list = document.createElement("ul");
  list.append(...passed.map((each) => text("li", each)));
  const head = findings.length ? `${counted(passed.length, "check")} passed` : `Before training: nothing found, ${counted(passed.length, "check")} passed`;
  checks.append(text("summary", head), list);
  if (!findings.length) return host.replaceChildren(checks);
  const found = text("ul", "", "found");
  found.append(...findings.map((finding) => item(finding, settings, applied)));
  host.replaceChildren(text("p", "Before training:", "hint"), found, checks);
}

function item(finding, settings, applied) {
  const line = document.createElement("li"), code = ruleLink(finding.code);
  line.append(`${finding.cause} `, text("span", finding.remedy, "remedy"), " ", code);
  const wanted = finding.change?.settings;
  if (wanted) {
    const button = text("button", `Set ${inWords(settings, wanted)}`);
    button.type = "button";
    button.addEventListener("click", () => applied(settings, wanted));
    line.append(" ", button);
  }
  return line;
}

/** A rule's code, linked to the page that explains it. */
export function ruleLink(code) {
  return Object.assign(document.createElement("a"), { href: `/workbench/rules/${code}`, textContent: code, target: "_blank", title: `What ${code} looks for, in a new tab` });
}

function text(kind, words, name = "") {
  return Object.assign(document.createElement(kind), { textContent: words, className: name });
}

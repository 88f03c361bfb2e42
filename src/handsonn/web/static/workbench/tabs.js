// Tabs by the pattern of the ARIA practices: arrow keys move, one tab is in the order of Tab.

/** Build tabs. parts: [title, element, shown?]; shown is called each time the part comes into sight. */
export function tabs(host, label, parts, chosen = "") {
  const list = Object.assign(document.createElement("div"), { className: "tabs" });
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", label);
  const buttons = parts.map(([title, element], index) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: title, id: `${host.id}-tab-${index}` });
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", `${host.id}-part-${index}`);
    element.id = `${host.id}-part-${index}`;
    element.setAttribute("role", "tabpanel");
    element.setAttribute("aria-labelledby", button.id);
    return button;
  });
  function show(index) {
    parts.forEach(([, element], at) => {
      element.hidden = at !== index;
      buttons[at].setAttribute("aria-selected", String(at === index));
      buttons[at].tabIndex = at === index ? 0 : -1;
    });
    host.dataset.chosen = parts[index][0];
    parts[index][2]?.();
  }
  list.addEventListener("click", (event) => buttons.includes(event.target) && show(buttons.indexOf(event.target)));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    show(next);
    buttons[next].focus();
  });
  list.append(...buttons);
  host.replaceChildren(list, ...parts.map(([, element]) => element));
  show(Math.max(0, parts.findIndex(([title]) => title === chosen)));
}

// The panels on the right as tabs: by mouse, by arrow keys, or opened by an act on the map.

const all = () => [...document.querySelectorAll(".explorer [role=tab]")];

/** Listen to the tabs. */
export function tabs() {
  for (const tab of all()) {
    tab.addEventListener("click", () => openTab(tab.id.slice(4)));
    tab.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key], names = all();
      if (!way) return;
      const next = names[(names.indexOf(tab) + way + names.length) % names.length];
      next.focus();
      next.click();
    });
  }
}

/** Show a panel; the focus stays where it is. */
export function openTab(name) {
  for (const tab of all()) {
    const own = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(own));
    tab.tabIndex = own ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !own;
  }
}

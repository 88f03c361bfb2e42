/** The bar above a lab, made from the facts in the page's head. */

/**
 * @typedef {{title: string, address: string}} Place
 * @typedef {{title: string, address: string, chapter: string, chapterAddress: string, code: string,
 *   previous: Place | null, next: Place | null}} LabFacts
 */

/** @param {string} words @param {string} address @param {string} [className] */
function link(words, address, className = "") {
  const anchor = document.createElement("a");
  anchor.textContent = words;
  anchor.href = address;
  anchor.className = className;
  return anchor;
}

/** @param {LabFacts} facts */
function makeBar(facts) {
  const bar = document.createElement("nav");
  bar.className = "handsonn-bar";
  bar.setAttribute("aria-label", "Course");
  const gap = document.createElement("span");
  gap.className = "gap";
  bar.append(link("handsonn", "/", "wordmark"), link(facts.chapter, facts.chapterAddress, "chapter"), gap);
  if (facts.previous) bar.append(link(`← ${facts.previous.title}`, facts.previous.address, "previous"));
  if (facts.next) bar.append(link(`${facts.next.title} →`, facts.next.address, "next"));
  bar.append(link("Open the code", facts.code, "code"));
  return bar;
}

const meta = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="handsonn-lab"]'));
document.body.prepend(makeBar(JSON.parse(meta.content)));

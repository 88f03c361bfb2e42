// Pieces of the page, made of text alone.

/** Make an element: its properties, then what is in it (texts stay texts). */
export function make(kind, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(kind), properties);
  element.append(...inside.filter((each) => each !== null && each !== ""));
  return element;
}

/** A sentence in which `words between backticks` are code. */
export function inWords(text) {
  return text.split("`").map((part, place) => (place % 2 ? make("code", {}, part) : part));
}

/** Show a sentence at a place, or hide it. */
export function tell(place, sentence = "") {
  place.hidden = !sentence;
  place.replaceChildren(...inWords(sentence));
}

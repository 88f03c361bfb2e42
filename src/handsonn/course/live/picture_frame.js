// Around every picture: its title, its caption, and a button that saves it.

import { html, svg } from "../pictures/axes.js";

/** Make the frame of one picture; returns {element, host, put(picture)}. */
export function pictureFrame(name) {
  const title = html("h3", {}), caption = html("figcaption", {}), host = html("div", { class: "host" });
  const save = html("button", { type: "button", class: "save", title: "save this picture", "aria-label": "save this picture" }, "↓");
  save.addEventListener("click", () => download(name, host));
  const element = html("figure", { class: "picture", "data-picture": name }, html("div", { class: "head" }, title, save), host, caption);
  return {
    element,
    host,
    put(picture) {
      element.style.gridColumn = `span ${picture.span}`;
      element.style.gridRow = `span ${picture.row_span}`;
      element.dataset.span = picture.span;
      host.style.minHeight = `${picture.height}px`;
      element.dataset.kind = picture.kind;
      title.textContent = picture.title;
      caption.textContent = picture.caption;
      save.setAttribute("aria-label", `save this picture: ${picture.title}`);
    },
  };
}

function download(name, host) {
  // A picture of several canvases takes this event and saves itself.
  const asked = new CustomEvent("save-picture", { detail: name, cancelable: true });
  if (host.firstElementChild?.dispatchEvent(asked) === false) return;
  const canvas = host.querySelector("canvas"), drawing = host.querySelector("svg");
  if (drawing) offer(`${name}.svg`, new Blob([standalone(drawing, canvas)], { type: "image/svg+xml" }));
  else if (canvas) canvas.toBlob((blob) => offer(`${name}.png`, blob));
  else offer(`${name}.txt`, new Blob([host.innerText], { type: "text/plain" }));
}

/** A copy that needs no style sheet: what is computed for each element is written into it. A canvas below the
 * drawing becomes its first image. */
function standalone(drawing, canvas) {
  const copy = drawing.cloneNode(true);
  const wanted = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-size", "font-family", "font-weight"];
  const from = [drawing, ...drawing.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, index) => {
    const computed = getComputedStyle(element);
    for (const property of wanted) to[index].style.setProperty(property, computed.getPropertyValue(property));
  });
  if (canvas) copy.prepend(svg("image", { href: canvas.toDataURL(), width: canvas.style.width, height: canvas.style.height }));
  copy.style.background = getComputedStyle(drawing).getPropertyValue("--paper");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function offer(name, blob) {
  const link = html("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

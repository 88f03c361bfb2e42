// Every picture can be saved: as SVG with its colours inside, or as PNG at twice its size.

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-family", "font-size", "font-weight", "text-anchor"];

/** Put a picture into a frame with a title and the two buttons. draw(host) draws an SVG into the host. */
export function framed(title, draw) {
  const figure = document.createElement("figure"), host = document.createElement("div");
  const head = document.createElement("figcaption"), buttons = document.createElement("span");
  head.append(Object.assign(document.createElement("b"), { textContent: title }), buttons);
  buttons.className = "save";
  for (const form of ["SVG", "PNG"]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: form });
    button.setAttribute("aria-label", `Save "${title}" as ${form}`);
    button.addEventListener("click", () => save(host.querySelector("svg"), title, form));
    buttons.append(button);
  }
  host.className = "host";
  figure.append(head, host);
  figure.redraw = () => draw(host);
  return figure;
}

async function save(picture, title, form) {
  if (!picture) return;
  const text = standalone(picture), name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  if (form === "SVG") return offer(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
  const image = new Image(), { width, height } = picture.viewBox.baseVal;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => offer(blob, `${name}.png`));
}

/** A copy with the page's colours written into each element, on the page's paper. */
function standalone(picture) {
  const copy = picture.cloneNode(true), { width, height } = picture.viewBox.baseVal;
  const pairs = [picture, ...picture.querySelectorAll("*")].map((element, index) => [element, [copy, ...copy.querySelectorAll("*")][index]]);
  for (const [element, twin] of pairs) {
    const look = getComputedStyle(element);
    for (const name of STYLES) twin.style.setProperty(name, look.getPropertyValue(name));
  }
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", width);
  paper.setAttribute("height", height);
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function offer(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

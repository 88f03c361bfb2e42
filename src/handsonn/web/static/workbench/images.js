// Samples that are images: one canvas each, enlarged without blur.

/** Cut a sheet of the server into canvases, `side` CSS pixels high. */
export function canvasesOf(sheet, side = 44) {
  const bytes = Uint8Array.from(atob(sheet.pixels), (letter) => letter.charCodeAt(0));
  const { height, width, channels } = sheet, size = height * width;
  return Array.from({ length: sheet.count }, (_, index) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height, className: "sample" });
    canvas.style.height = `${side}px`;
    canvas.style.width = `${(side * width) / height}px`;
    const image = new ImageData(width, height);
    for (let pixel = 0; pixel < size; pixel += 1) {
      const at = (index * size + pixel) * channels;
      for (let channel = 0; channel < 3; channel += 1) image.data[4 * pixel + channel] = bytes[at + (channels === 3 ? channel : 0)];
      image.data[4 * pixel + 3] = 255;
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
    return canvas;
  });
}

/** A row of images with a line or two of words under each. */
export function gallery(sheet, captions, side) {
  const list = document.createElement("ul");
  list.className = "gallery";
  canvasesOf(sheet, side).forEach((canvas, index) => {
    const item = document.createElement("li"), lines = [].concat(captions[index] ?? "");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", lines.join(", "));
    item.append(canvas, ...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
    list.append(item);
  });
  return list;
}

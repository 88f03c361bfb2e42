// The images of the samples: sheets of many, as PNG, each unpacked when one of its images is first asked for.

import { FACTS, stored } from "./stored.js";

const SHEETS = new Map();

/** The image of a sample: a promise of {values, shape}, uint8. */
export async function imageOf(index) {
  const { height, width, channels, per_sheet } = FACTS.image;
  const sheet = Math.floor(index / per_sheet), length = height * width * channels;
  if (!SHEETS.has(sheet)) SHEETS.set(sheet, unpack(sheet));
  const pixels = await SHEETS.get(sheet), start = (index - sheet * per_sheet) * length;
  return { values: pixels.subarray(start, start + length), shape: channels === 3 ? [height, width, 3] : [height, width] };
}

/** The images that came with the page under a name of their own, such as the generated ones. */
export function imagesNamed(name) {
  const { values, shape } = stored(name), length = shape.slice(1).reduce((product, side) => product * side, 1);
  return Array.from({ length: shape[0] }, (_, at) => ({ values: values.subarray(at * length, (at + 1) * length), shape: shape.slice(1) }));
}

async function unpack(sheet) {
  const picture = new Image();
  picture.src = `data:image/png;base64,${document.getElementById(`sheet-${sheet}`).textContent}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height), context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  return cut(context.getImageData(0, 0, picture.width, picture.height));
}

/** Turn a sheet of images, side by side in rows, into one image after another. */
function cut({ data, width: across, height: down }) {
  const { height, width, channels } = FACTS.image, columns = across / width, rows = down / height;
  const pixels = new Uint8Array(columns * rows * height * width * channels);
  let to = 0;
  for (let image = 0; image < columns * rows; image += 1) {
    const top = Math.floor(image / columns) * height, left = (image % columns) * width;
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) {
        const from = (y * across + x) * 4;
        for (let part = 0; part < channels; part += 1) pixels[to++] = data[from + part];
      }
    }
  }
  return pixels;
}

// Images in a grid: of a data set, of a cell of the confusion matrix, or made by a network.

import { colour, shade, table } from "./scales.js";
import { layer, stage } from "./stage.js";
import { imageGrid } from "./image_grid.js";
import { roving } from "./roving.js";

const MARKED = { right: ", right", wrong: ", wrong", "": "" };

/** Draw the images into host; called again with each new result. */
export function images(host, picture, api) {
  const one = stage(host, picture, api, images);
  const [count, rows, columns] = picture.pixels.shape;
  const paint = painter(host, picture);
  const place = imageGrid(one, { count, rows, columns, look: { captions: picture.captions, marks: picture.marks, across: picture.columns, paint } });
  roving(one, layer(one, "cells"), {
    count,
    columns: place.across,
    selected: picture.selected,
    rest: count ? "" : "no image here",
    tell: (image) => `image ${image + 1} of ${count}${picture.captions[image] ? `: ${picture.captions[image]}` : ""}${MARKED[picture.marks[image] ?? ""]}`,
    pick: picture.sets ? (image) => api.set(picture.sets, image) : null,
  });
}

/** The colour of a pixel; what is not a number is drawn in the colour of lines. */
function painter(host, picture) {
  const { values, shape } = picture.pixels, size = shape[1] * shape[2];
  const unit = values instanceof Uint8Array ? 1 / 255 : 1, none = colour(host, "--line");
  if (shape.length === 4) {
    return (image, pixel) => {
      const at = (image * size + pixel) * 3;
      return [values[at] * unit * 255, values[at + 1] * unit * 255, values[at + 2] * unit * 255];
    };
  }
  const tones = table(host, picture.ink ? "ink" : "grey");
  return (image, pixel) => {
    const value = values[image * size + pixel];
    return Number.isNaN(value) ? none : shade(tones, value * unit);
  };
}

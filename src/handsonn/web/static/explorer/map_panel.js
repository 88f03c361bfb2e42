// The cloud in the middle: put anew with each map, with walks and generated samples over it.

import { cloudView } from "/workbench/pictures/cloud_view.js";

const MOST_IMAGES = 400;

/** Make the map. acts: {picked(indices), hovered(index), selected(indices), placed(point), coloured(name)}; ask: a question. */
export function mapPanel(host, acts, ask) {
  const images = new Map();
  host.classList.add("empty");
  let shown = null, marks = {}, drawsImages = false;
  const view = cloudView(host, {
    onPick: (_, picked) => acts.picked(picked), onHover: (index) => acts.hovered(index), onSelect: (indices) => acts.selected(indices),
    onPlace: (point) => acts.placed(point), onColour: (name) => acts.coloured(name),
  });

  async function imageOf(row) {
    if (!drawsImages) return null;
    if (!images.has(row)) {
      if (images.size > MOST_IMAGES) images.delete(images.keys().next().value);
      images.set(row, ask({ ask: "pictures", row }).then(({ real }) => ({ values: real.pixels.values, shape: real.pixels.shape.slice(1) })).catch(() => null));
    }
    return images.get(row);
  }

  return {
    view,
    /** Show the map of the server's answer "cloud"; facts: of the latent space. */
    show(answer, facts, colour) {
      const same = shown?.map === answer.map, sameData = shown?.name === facts.name && shown?.samples === facts.samples;
      if (!sameData) {
        images.clear();
        if (view.data) view.clear();
      }
      host.classList.remove("empty");
      drawsImages = facts.view === "image";
      const data = { ...answer.cloud, picked: null, image_of: drawsImages ? imageOf : null };
      if (same) data.points = shown.points;
      if (sameData && shown.labels && data.labels) data.labels = shown.labels;
      if (!same) marks = {};
      shown = { map: answer.map, name: facts.name, samples: facts.samples, points: data.points, labels: data.labels };
      const names = [...(data.labels ? ["class"] : []), ...data.magnitudes.map((one) => one.name)];
      const wanted = [view.data && sameData ? view.colouring : "", colour].find((name) => names.includes(name));
      view.put({ ...data, ...marks, colour_by: wanted ?? data.colour_by });
    },
    /** Draw a walk {path, breaks, frame}, generated samples {extra}, rings {ringed: rows} over the points; {}: none. */
    mark(drawn) {
      marks = { path: null, breaks: null, frame: null, extra: null, ringed: null, ...drawn };
      if (!view.data) return;
      Object.assign(view.data, marks);
      view.request("marks");
    },
    /** Show another step of the walk. */
    step(frame) {
      this.mark({ ...marks, frame });
    },
  };
}

// The confusion matrix of the labs, with a height that suits the number of classes.

import { confusionMatrix } from "/workbench/pictures/confusion_matrix.js";

const ROW = 24;

/** Draw the matrix; opened(true, predicted) is called for a chosen cell, by a click or by Enter. */
export function matrix(host, confusion, opened) {
  const picture = {
    kind: "confusion_matrix", title: "Confusion matrix", class_names: confusion.names, sets: "cell", selected: host.selected ?? null,
    description: "Confusion matrix: a row per true class, a column per predicted class. Arrow keys move, Enter shows the samples.",
    counts: { values: Int32Array.from(confusion.counts.flat()) }, height: 62 + Math.max(3, confusion.names.length) * (confusion.names.length < 6 ? 2 * ROW : ROW),
  };
  host.classList.add("live-lab");
  confusionMatrix(host, picture, {
    set: (_, cell) => {
      host.selected = cell;
      matrix(host, confusion, opened);
      opened(...cell);
    },
  });
}

// Words of a sample: its number, its label, its features in the data's own units.

import { number } from "../../course/pictures/axes.js";
import { FACTS, has, row, stored } from "./stored.js";
import { ownUnits } from "./sample_picture.js";

const TOLD_FEATURES = 6;

/** What a sample is called: its row in the data set. */
export function nameOf(index) {
  return `sample ${has("rows") ? stored("rows").values[index] : index}`;
}

/** The label of a sample, or "". */
export function labelOf(index) {
  if (!has("labels")) return "";
  const value = stored("labels").values[index];
  if (!FACTS.class_names.length) return `${FACTS.target || "target"} ${number(value, 4)}`;
  return FACTS.class_names[value] ?? "";
}

/** The line beside a point: its name and, without an image, its first features. */
export function captionOf(index) {
  if (FACTS.image) return nameOf(index);
  const values = ownUnits(row(stored("samples"), index)), more = values.length > TOLD_FEATURES ? ", …" : "";
  const told = [...values.slice(0, TOLD_FEATURES)].map((value, at) => `${featureName(at)} ${number(value)}`);
  return `${nameOf(index)}: ${told.join(", ")}${more}`;
}

export function featureName(at) {
  return FACTS.feature_names[at] ?? `value ${at + 1}`;
}

/** A share as a percentage: 0.123 as "12 %". */
export function percent(share) {
  return `${share < 0.1 ? number(share * 100, 2) : Math.round(share * 100)} %`;
}

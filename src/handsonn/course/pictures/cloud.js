// A cloud in a lab: the view of cloud_view.js, spoken to as every picture of a lab is.

import { cloudView } from "./cloud_view.js";

const VIEWS = new WeakMap();
const KEPT = ["points", "labels", "opacity"];

/** Draw the cloud into host; called again with each new result. */
export function cloud(host, picture, api) {
  let one = VIEWS.get(host);
  if (!one || one.view.element.parentNode !== host) {
    one = { view: null, picture: null, api };
    one.view = cloudView(host, callbacks(one), { save: false });
    one.view.element.addEventListener("save-picture", (event) => { event.preventDefault(); one.view.saveAs(event.detail); });
    VIEWS.set(host, one);
  }
  const { view } = one, data = { ...picture };
  // Each result brings all arrays anew; where the numbers are the old ones, so are the camera and what is uploaded.
  for (const name of KEPT) if (same(one.picture?.[name], picture[name])) data[name] = one.picture[name];
  Object.assign(one, { picture: data, api });
  view.element.style.height = `${picture.height}px`;
  view.put(data);
}

function callbacks(one) {
  const tell = (name, value) => { if (one.picture[name]) one.api.set(one.picture[name], value); };
  return {
    onPick: (_, picked) => tell("sets", picked),
    onSelect: (indices) => tell("sets_group", indices),
    onPlace: (place) => tell("sets_place", place),
  };
}

function same(one, other) {
  if (!one || !other || one.values.length !== other.values.length || one.shape.join() !== other.shape.join()) return false;
  for (let at = 0; at < one.values.length; at += 1) if (!Object.is(one.values[at], other.values[at])) return false;
  return true;
}

// What the page shows, in its address: read when it opens, written at each change.

export const DEFAULTS = {
  data: "digits", layer: "", target: "", missing: "", without: "", kind: "", latent_dim: "", epochs: "", seed: "0",
  map: "pca", dimensions: "2", colour: "",
};

/** Read the address; parameters of the map stand in `parameters`, by name. */
export function readAddress() {
  const state = { ...DEFAULTS, parameters: {} };
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name in DEFAULTS) state[name] = value;
    else if (name.startsWith("map.")) state.parameters[name.slice(4)] = Number(value);
  }
  return state;
}

/** Write what differs from the defaults. */
export function writeAddress(state) {
  const words = new URLSearchParams();
  for (const name of Object.keys(DEFAULTS)) if (state[name] !== DEFAULTS[name]) words.set(name, state[name]);
  for (const [name, value] of Object.entries(state.parameters)) words.set(`map.${name}`, String(value));
  const text = words.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname);
}

// Colours of values: the CSS variables of look.css made into tables of 256 colours, one per scale and theme.

const DARK = matchMedia("(prefers-color-scheme: dark)");
const READ = new Map();
const TABLES = new Map();
const REDRAWS = new WeakMap();
const SCALES = {
  magnitude: ["--scale-0", "--scale-1", "--scale-2", "--scale-3", "--scale-4", "--scale-5"],
  diverging: ["--orange", "--paper", "--blue"],
  right: ["--paper", "--blue"],
  wrong: ["--paper", "--orange"],
  ink: ["--paper", "--ink"],
  grey: ["#000000", "#ffffff"],
};
// Paul Tol's qualitative colours (bright and light sets), which people with any colour vision tell apart.
const CLASSES = {
  light: ["#1f64ad", "#b9520c", "#2b7a5f", "#7a4a9e", "#8c7b00", "#0f7f9c", "#c0426b", "#5b6270", "#6b3a1e", "#3d3f91"],
  dark: ["#7db3f2", "#f5a35c", "#6fcfae", "#c79be8", "#ddcc55", "#66d3ee", "#f58fb0", "#b9c0cc", "#d9a27e", "#a3a6ff"],
};

/** A variable of the style sheet, or a colour #rrggbb, as [red, green, blue] from 0 to 255. */
export function colour(host, name) {
  if (name.startsWith("#")) return channels(name);
  const key = `${name} ${DARK.matches}`;
  // Read once per theme: between two writes to the page, each reading makes the browser compute all styles anew.
  if (!READ.has(key)) READ.set(key, channels(getComputedStyle(host).getPropertyValue(name).trim()));
  return READ.get(key);
}

/** #rrggbb as [red, green, blue]. */
export function channels(text) {
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}

/** The table of a scale: 256 colours as red, green, blue in a row. `strength` below 1 mixes in paper. */
export function table(host, name, strength = 1) {
  const key = `${name} ${strength} ${DARK.matches}`;
  if (!TABLES.has(key)) TABLES.set(key, mixed(SCALES[name].map((stop) => colour(host, stop)), colour(host, "--paper"), strength));
  return TABLES.get(key);
}

function mixed(stops, paper, strength) {
  const colours = new Uint8ClampedArray(256 * 3);
  for (let index = 0; index < 256; index += 1) {
    const at = (index / 255) * (stops.length - 1), low = Math.min(Math.floor(at), stops.length - 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const between = stops[low][channel] + (stops[low + 1][channel] - stops[low][channel]) * (at - low);
      colours[index * 3 + channel] = Math.round(paper[channel] + (between - paper[channel]) * strength);
    }
  }
  return colours;
}

/** The colour at a share of the scale, from 0 to 1, as [red, green, blue]. */
export function shade(colours, share) {
  const index = Math.round(Math.min(1, Math.max(0, share)) * 255) * 3;
  return [colours[index], colours[index + 1], colours[index + 2]];
}

/** [red, green, blue] as CSS writes it. */
export function css(rgb) {
  return `rgb(${rgb.join(" ")})`;
}

/** Ink or paper: whichever is easier to read on this colour (contrast as WCAG 2 defines it). */
export function inkOn(host, rgb) {
  const ground = luminance(rgb);
  const contrast = (name) => {
    const other = luminance(colour(host, name));
    return (Math.max(ground, other) + 0.05) / (Math.min(ground, other) + 0.05);
  };
  return contrast("--ink") >= contrast("--paper") ? "var(--ink)" : "var(--paper)";
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour of a class by its index; after ten they repeat. */
export function classColour(index) {
  const colours = DARK.matches ? CLASSES.dark : CLASSES.light;
  return colours[((index % colours.length) + colours.length) % colours.length];
}

/** Draw again when the screen turns light or dark: what is painted on a canvas does not follow by itself. */
export function onTheme(host, redraw) {
  const known = REDRAWS.has(host);
  REDRAWS.set(host, redraw);
  if (known) return;
  const reference = new WeakRef(host);
  const turned = () => {
    const there = reference.deref();
    if (there) REDRAWS.get(there)();
    else DARK.removeEventListener("change", turned);
  };
  DARK.addEventListener("change", turned);
}

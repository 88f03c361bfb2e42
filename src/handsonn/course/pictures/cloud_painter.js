// What draws the points: the graphics card, or the processor where there is none.

import { glPainter } from "./cloud_gl.js";
import { rasterPainter } from "./cloud_raster.js";

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
let known = null;

/** A painter. renderer: "gl", "raster", or "auto"; redraw() is called when a lost graphics card is back. */
export function painterFor(renderer, redraw) {
  if (renderer === "auto") known ??= graphicsCard();
  // Where the processor plays the graphics card, WebGL takes ten times as long as drawing without it.
  const wanted = renderer === "gl" || (renderer === "auto" && known !== "" && !SOFTWARE.test(known));
  return (wanted && glPainter(redraw)) || rasterPainter();
}

/** What draws WebGL here: its name, or "" where there is none. */
function graphicsCard() {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return "";
  // Firefox tells it at once; Chromium only through the extension, which Firefox complains of.
  const name = String(gl.getParameter(gl.RENDERER)), more = /^webkit/i.test(name) && gl.getExtension("WEBGL_debug_renderer_info");
  return more ? String(gl.getParameter(more.UNMASKED_RENDERER_WEBGL)) : name;
}

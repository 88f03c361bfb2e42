// Whether step 1 gave data that a network can learn from; until then Train waits, and says so.

const byId = (id) => document.getElementById(id);
let reason = "";
let asking = false;

/** Let Train wait for something in step 1, said in a few words; "" lets it go. */
export function trainWaitsFor(words) {
  reason = words;
  show();
}

/** While the server is being asked to begin a training, no second one is begun. */
export function trainIsAsked(now) {
  asking = now;
  show();
}

function show() {
  byId("train").disabled = asking || reason !== "";
  byId("waits-for").textContent = reason && `Train waits for step 1: ${reason}.`;
}

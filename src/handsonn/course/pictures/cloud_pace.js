// Fewer pixels while a map moves on a fine screen, where the processor cannot fill all of them in time.
//
// A screen of two pixels per CSS pixel has four times as many. Measured without a graphics card on a busy machine:
// 4 frames a second while moving with all of them, as many as on a plain screen with one per CSS pixel.

const SLOW = 40;
const REST = 200;

/** A new pace: how long a frame takes from being asked for to being drawn (milliseconds), and what follows. */
export function freshPace() {
  return { asked: 0, mean: 16, slow: false, moving: false, timer: 0 };
}

/** Tell that the map moves; rested() is called when it has not for a moment. */
export function moves(pace, rested) {
  pace.moving = true;
  clearTimeout(pace.timer);
  pace.timer = setTimeout(() => { pace.moving = false; rested(); }, REST);
}

/** Tell that a frame that was asked for is drawn. */
export function frameDrawn(pace) {
  if (!pace.moving) return;
  pace.mean += 0.4 * (performance.now() - pace.asked - pace.mean);
  if (pace.mean > SLOW) pace.slow = true;
}

/** How many pixels to draw per CSS pixel now, where `finest` is what the screen has. */
export function ratioNow({ slow, moving }, finest) {
  return slow && moving ? Math.min(finest, 1) : finest;
}

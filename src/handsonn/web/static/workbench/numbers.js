// Numbers as a learner reads them: in full, thousands apart from 10,000 on, so that a year stays 1900.

import { number } from "/workbench/pictures/axes.js";

const APART = 10_000;
const TOO_LONG = 1e12;

/** Write a value in full: 1,309,490; 1900; 0.313. digits: how many count below 10,000. */
export function inFull(value, digits = 3) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size >= TOO_LONG || size < 1) return number(value, digits);
  const rounded = Number.isInteger(value) || size >= 10 ** (digits - 1) ? Math.round(value) : Number(value.toPrecision(digits));
  return Math.abs(rounded) < APART ? String(rounded) : rounded.toLocaleString("en");
}

/** An axis of values between two ends; below 10,000 without commas, so that years are read as years. */
export function valueAxis(name, low, high) {
  return { name, low, high, grouped: Math.max(Math.abs(low), Math.abs(high)) >= APART };
}

/** "1 sample", "1,797 samples". */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Write how far a prediction lies from the truth, and on which side. residual: true minus predicted. */
export function missedBy(residual) {
  if (residual === 0) return "exactly right";
  return `${inFull(Math.abs(residual))} too ${residual > 0 ? "low" : "high"}`;
}

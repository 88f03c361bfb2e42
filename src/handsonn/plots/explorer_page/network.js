// The forward pass of a network of Dense layers: output = activation(input * kernel + bias), layer by layer.

import { FACTS, has, row, stored } from "./stored.js";

const SIGMOID = (x) => 1 / (1 + Math.exp(-x));
const ACTIVATIONS = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  sigmoid: SIGMOID,
  tanh: Math.tanh,
  silu: (x) => x * SIGMOID(x),
  swish: (x) => x * SIGMOID(x),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  softsign: (x) => x / (1 + Math.abs(x)),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  exponential: Math.exp,
};

/** Whether the file carries this network, "decoder" or "encoder". */
export function carries(name) {
  return Boolean(FACTS.networks[name]);
}

/** Decode one code into a sample, prepared as the network sees it. */
export function decode(code) {
  return forward("decoder", code);
}

/** Tell how far decoding and encoding leads away from a code, as a share of the codes' spread; null without an encoder. */
export function roundTrip(code, sample) {
  if (!carries("encoder")) return null;
  const back = forward("encoder", sample);
  return Math.sqrt(back.reduce((sum, value, at) => sum + (value - code[at]) ** 2, 0)) / FACTS.spread;
}

/** Run one sample through a network. */
export function forward(name, input) {
  return FACTS.networks[name].reduce((values, activation, at) => activated(activation, linear(`${name}-${at}`, values)), input);
}

function linear(name, input) {
  if (!has(`${name}-kernel`)) return Float32Array.from(input);
  const kernel = stored(`${name}-kernel`), sums = Float64Array.from(stored(`${name}-bias`).values);
  for (let from = 0; from < input.length; from += 1) {
    const weights = row(kernel, from), value = input[from];
    if (value !== 0) for (let to = 0; to < sums.length; to += 1) sums[to] += value * weights[to];
  }
  return Float32Array.from(sums);
}

function activated(name, values) {
  if (name !== "softmax") return values.map(ACTIVATIONS[name]);
  const top = Math.max(...values), powers = values.map((value) => Math.exp(value - top)), sum = powers.reduce((one, other) => one + other, 0);
  return powers.map((power) => power / sum);
}

// What the file carries: facts as JSON, arrays in base64, each read when it is first asked for.

const KINDS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array };
const READ = new Map();

/** The facts: names, sizes, sentences. */
export const FACTS = JSON.parse(document.getElementById("facts").textContent);

/** Whether an array of this name is in the file. */
export function has(name) {
  return document.getElementById(`array-${name}`) !== null;
}

/** An array of the file: {values, shape}. */
export function stored(name) {
  if (!READ.has(name)) {
    const element = document.getElementById(`array-${name}`);
    const bytes = bytesOf(element.textContent);
    READ.set(name, { values: new KINDS[element.dataset.kind](bytes.buffer), shape: JSON.parse(element.dataset.shape) });
    element.textContent = ""; // the numbers are read; their text would only hold memory
  }
  return READ.get(name);
}

/** The number of rows `index` of an array, as a view of its values. */
export function row({ values, shape }, index) {
  const width = shape.slice(1).reduce((product, side) => product * side, 1);
  return values.subarray(index * width, (index + 1) * width);
}

function bytesOf(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

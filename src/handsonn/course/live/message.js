// Reads a message of pictures/picture.py: length of the JSON, the JSON, the arrays.

const ARRAYS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, int8: Int8Array };

/** Decode a DataView into an object; arrays become {values, shape}. */
export function decode(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const length = view.getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const arrays = bytes.slice(4 + length).buffer;
  return JSON.parse(text, (_, value) => (value && value.$array ? array(value, arrays) : value));
}

function array(place, buffer) {
  const count = place.shape.reduce((product, size) => product * size, 1);
  return { values: new ARRAYS[place.$array](buffer, place.at, count), shape: place.shape };
}

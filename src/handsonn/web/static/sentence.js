// How a sentence of the library begins on a page.

/** Begin with a capital; a name that stands first, such as houses.csv, latent_dim or "count is", stays as it is. */
export function sentence(text, file = "") {
  const first = text.split(" ", 1)[0];
  const isName = (file && first === file) || /[._/\\=0-9]|:$/.test(first) || /^[a-z]+ is [^ ;]+;/.test(text);
  return isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

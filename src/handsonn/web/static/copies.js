// Buttons that copy what stands in the page: data-copy names the element by its id.

/** Let each button of the page copy. */
export function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = "Copied";
  button.addEventListener("blur", () => { button.textContent = "Copy"; }, { once: true });
}

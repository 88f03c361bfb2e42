for (const button of document.querySelectorAll(".code button")) {
  const code = button.parentElement.querySelector("code");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Press Ctrl+C";
    }
    document.getElementById("said").textContent = button.textContent;
    setTimeout(() => { button.textContent = "Copy"; document.getElementById("said").textContent = "" }, 2000);
  });
}

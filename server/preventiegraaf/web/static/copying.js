// Buttons that copy: a text on the page, or what an address gives. Without this script the buttons stay hidden.
"use strict";

for (const bar of document.querySelectorAll("[data-copying]")) bar.hidden = !navigator.clipboard;

async function textFor(button) {
  const { copyFrom, copyAddress } = button.dataset;
  const source = document.getElementById(copyFrom);
  if (source) return source.value ?? source.textContent;
  const answer = await fetch(copyAddress);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.text();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copied]");
  if (!button) return;
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(await textFor(button));
    button.textContent = `✓ ${button.dataset.copied}`;
  } catch (error) {
    button.textContent = `${said}: ${error.message}`;
  }
  setTimeout(() => { button.textContent = said; }, 2000);
});

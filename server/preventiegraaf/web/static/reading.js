// On the page of a document: the words light up with the facts that they support, and the other way round.
// Without this script the same links lead from the words to the facts and back.
"use strict";

const numbers = (element) => element.dataset.p.split(" ");

function light(element) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!element) return;
  const chosen = new Set(numbers(element));
  for (const other of document.querySelectorAll("[data-p]")) {
    if (numbers(other).some((number) => chosen.has(number))) other.classList.add("lit");
  }
}

for (const name of ["mouseover", "focusin"]) {
  document.addEventListener(name, (event) => light(event.target.closest("[data-p]")));
}

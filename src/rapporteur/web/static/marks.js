// In a document, the claim that is pointed at or focused lights up everywhere in the text, and in the list beside it.
"use strict";

(function () {
  const list = document.querySelector(".claims");
  const text = document.querySelector(".document .text");
  if (!list || !text) return;

  const marks = Array.from(text.querySelectorAll("mark[data-keys]"));
  const entries = Array.from(list.querySelectorAll("[data-key]"));

  function light(keys) {
    const wanted = new Set(keys);
    for (const mark of marks) mark.classList.toggle("lit", mark.dataset.keys.split(" ").some((key) => wanted.has(key)));
    for (const entry of entries) entry.classList.toggle("lit", wanted.has(entry.dataset.key));
  }

  function keysOf(target) {
    const mark = target.closest("mark[data-keys]");
    if (mark) return mark.dataset.keys.split(" ");
    const entry = target.closest("[data-key]");
    return entry ? [entry.dataset.key] : [];
  }

  for (const region of [list, text]) {
    for (const name of ["pointerover", "focusin"]) region.addEventListener(name, (event) => light(keysOf(event.target)));
    for (const name of ["pointerleave", "focusout"]) region.addEventListener(name, () => light([]));
  }
})();

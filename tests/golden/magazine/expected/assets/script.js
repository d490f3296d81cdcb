// Copy buttons and the filter; without this file the pages lack nothing else.
"use strict";

const announcer = document.querySelector("body > .unseen");

function addCopyButton(link) {
  const { content, dataset } = document.getElementById("copy-button");
  const button = content.firstElementChild.cloneNode(true);
  const label = link.getAttribute("aria-label") ?? link.textContent;
  button.setAttribute("aria-label", `${button.title}: ${label}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.href);
    button.classList.add("done");
    announcer.textContent = `${dataset.copied}: ${link.href}`;
    setTimeout(() => {
      button.classList.remove("done");
      announcer.textContent = "";
    }, 2000);
  });
  link.after(button);
}

// Only pages from https, or from this machine, may write to the clipboard.
if (navigator.clipboard) document.querySelectorAll(".address > a").forEach(addCopyButton);

function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

function startFilter(box) {
  const input = box.querySelector("input");
  const found = box.querySelector(".found");
  const feeds = [...document.querySelectorAll(".feed")].map((item) => {
    const parts = item.querySelectorAll("h3, .headline");
    return { item, text: fold([...parts].map((part) => part.textContent).join("\n")) };
  });
  const groups = document.querySelectorAll(".group");

  function apply() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let number = 0;
    for (const { item, text } of feeds) {
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) number += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".feed:not([hidden])");
    const counts = [number, feeds.length];
    const told = number ? found.dataset.found : found.dataset.nothing;
    found.textContent = words.length ? told.replaceAll("{}", () => counts.shift()) : "";
  }

  input.addEventListener("input", apply);
  box.hidden = false;
  apply(); // a browser that goes back to the page has kept the words
}

document.querySelectorAll(".filter").forEach(startFilter);

// A picture that has gone leaves no hole in a list.
document.addEventListener(
  "error",
  ({ target }) => {
    if (target.matches?.("img.cover")) target.hidden = true;
  },
  true,
);

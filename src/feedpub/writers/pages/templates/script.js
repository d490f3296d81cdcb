// Copy buttons, the filter and the order of feeds; without this file the pages lack nothing else.
"use strict";

const announcer = document.querySelector("body > .unseen");

function addCopyButton(link) {
  const button = document.getElementById("copy-button").content.firstElementChild.cloneNode(true);
  const name = link.closest("div")?.querySelector("dt")?.textContent ?? link.textContent;
  const label = button.textContent;
  button.setAttribute("aria-label", `${label}: ${name}`);
  button.addEventListener("click", async () => {
    const shown = /^https?:/.test(link.textContent) ? link.textContent : link.href;
    await navigator.clipboard.writeText(shown);
    button.textContent = button.dataset.copied;
    announcer.textContent = `${button.dataset.copied} ${shown}`;
    setTimeout(() => {
      button.textContent = label;
      announcer.textContent = "";
    }, 2000);
  });
  link.after(button);
}

// A feed is where its page is, also in a preview or on a mirror: so that address is shown.
if (location.protocol.startsWith("http")) {
  document.querySelectorAll("dd.address > a").forEach((link) => (link.textContent = link.href));
  document.querySelectorAll("a.app").forEach((link) => {
    link.href = `feed:${link.closest(".menu").querySelector("dd.address > a").href}`;
  });
}

// Only pages from https, or from this machine, may write to the clipboard.
if (navigator.clipboard) document.querySelectorAll(".address > a").forEach(addCopyButton);

// Some browsers open what an address leads to, others do not.
function openMenu() {
  if (location.hash === "#subscribe") document.querySelector("details.subscribe")?.setAttribute("open", "");
}

openMenu();
addEventListener("hashchange", openMenu);

// Letters that Unicode does not take apart. _order.py has the same.
const LETTERS = { æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" };

// Without case and accents; upper case first, for that makes SS of ß.
function fold(text) {
  const parts = text.toUpperCase().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return parts.replace(/[æœøłđðþħı]/g, (letter) => LETTERS[letter]);
}

function startFinder(box) {
  const input = box.querySelector("input");
  const order = box.querySelector("select");
  const found = box.querySelector(".found");
  const feeds = [...document.querySelectorAll(".feed")].map((item) => ({
    item,
    list: item.parentElement,
    text: fold([...item.querySelectorAll("h3, .headline")].map((it) => it.textContent).join("\n")),
    newest: item.querySelector("time")?.dateTime ?? "",
    size: Number(item.dataset.count),
  }));
  const groups = document.querySelectorAll(".group");

  // By name is the order in which they come.
  const orders = {
    name: () => 0,
    newest: (a, b) => Date.parse(b.newest || 0) - Date.parse(a.newest || 0),
    size: (a, b) => b.size - a.size,
  };

  function sort() {
    for (const { item, list } of [...feeds].sort(orders[order.value])) list.append(item);
    show();
  }

  function show() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let number = 0;
    for (const { item, text } of feeds) {
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) number += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector(".feed:not([hidden])");
      const letters = group.querySelector(".letters");
      if (letters) letters.hidden = words.length > 0 || order.value !== "name";
    }
    const counts = [number, feeds.length];
    const told = number ? found.dataset.found : found.dataset.nothing;
    found.textContent = words.length ? told.replaceAll("{}", () => counts.shift()) : "";
  }

  input.addEventListener("input", show);
  order.addEventListener("change", sort);
  box.hidden = false;
  sort(); // a browser that goes back to the page has kept the words and the order
}

document.querySelectorAll(".finder").forEach(startFinder);

// Of a picture that has gone, what it showed is left, where somebody has said it.
function takeAway(picture) {
  if (picture.alt && !picture.matches(".cover")) {
    const words = document.createElement("span");
    words.className = "gone";
    words.textContent = picture.alt;
    picture.replaceWith(words);
  } else {
    picture.hidden = true;
  }
}

document.addEventListener(
  "error",
  ({ target }) => {
    if (target.matches?.("main img")) takeAway(target);
  },
  true,
);

// Those that were found to be gone before this file was there.
for (const picture of document.querySelectorAll("main img")) {
  if (picture.complete && !picture.naturalWidth) picture.decode().catch(() => takeAway(picture));
}

// The reader's program and the person in front of it. Runs in a world of its own, where an
// attack can change no global, and takes every property from its prototype, because
// `<img name=body>` and the like change what `document.body` is.
//
// Called with the way to insert and the HTML; its promise is kept when all has been tried.
async (method, html) => {
  "use strict";

  const MOST_ELEMENTS = 240;
  const EVENTS = `
    mouseover mouseenter mousemove mousedown focus focusin pointerover pointerenter pointerdown
    pointerup mouseup click dblclick auxclick contextmenu wheel scroll keydown keypress keyup
    beforeinput input change select copy cut paste dragstart drag dragenter dragover drop dragend
    touchstart touchmove touchend toggle error load blur focusout mouseout mouseleave
  `.trim().split(/\s+/);
  const WINDOW_EVENTS = `
    hashchange message messageerror offline online pagehide pageshow popstate resize storage
    beforeprint afterprint languagechange unhandledrejection beforeunload unload
  `.trim().split(/\s+/);
  const FOLLOWED = new Set(["http:", "https:", "mailto:"]);

  const get = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const bodyOf = get(Document.prototype, "body");
  const rootOf = get(Document.prototype, "documentElement");
  const shadowOf = get(Element.prototype, "shadowRoot");
  const nameOf = get(Element.prototype, "localName");
  const attributesOf = Element.prototype.getAttributeNames;
  const attributeOf = Element.prototype.getAttribute;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const { innerHTML } = Object.getOwnPropertyDescriptors(Element.prototype);
  const stage = document.getElementById("stage");
  const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  // As a reader that keeps what it has parsed: read in a document without script and written.
  function roundTrip(html) {
    return innerHTML.get.call(rootOf.call(new DOMParser().parseFromString(html, "text/html")));
  }

  const insert = {
    innerHTML(html) {
      innerHTML.set.call(stage, html);
    },
    "document.write"(html) {
      document.open();
      Document.prototype.write.call(document, `<!doctype html>${html}`);
      Document.prototype.close.call(document);
    },
  };

  // Every element below `root`, those of open shadow trees included.
  function* elementsOf(root) {
    const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
    for (let element = root; element; element = walker.nextNode()) {
      if (element instanceof Element) yield element;
      const inner = element instanceof Element ? shadowOf.call(element) : null;
      if (inner) yield* elementsOf(inner);
    }
  }

  const allElements = () => [...elementsOf(document)];

  // What a click on a link does if the person may well want to go there is not of interest.
  function isFollowed(element) {
    const link = ["a", "area"].includes(nameOf.call(element)) && element.protocol;
    return FOLLOWED.has(link) && attributeOf.call(element, "ping") === null;
  }

  function eventOf(type) {
    const settings = { bubbles: false, cancelable: true, composed: true };
    if (/click|mouse|menu/.test(type)) return new MouseEvent(type, settings);
    if (type.startsWith("pointer")) return new PointerEvent(type, settings);
    if (type.startsWith("key")) return new KeyboardEvent(type, { ...settings, key: "Enter" });
    return new Event(type, settings);
  }

  async function touch(element) {
    const own = attributesOf.call(element).filter((name) => /^on./i.test(name));
    const stay = (event) => event.preventDefault();
    for (const type of new Set([...EVENTS, ...own.map((name) => name.slice(2).toLowerCase())])) {
      const event = eventOf(type);
      if (type === "click" && isFollowed(element)) {
        EventTarget.prototype.addEventListener.call(element, type, stay, { once: true });
      }
      dispatch.call(element, event);
      // The handlers of these two are those of the window.
      if (element === bodyOf.call(document)) dispatch.call(window, eventOf(type));
    }
    if (element instanceof HTMLElement) HTMLElement.prototype.focus.call(element);
    if (element instanceof SVGElement) SVGElement.prototype.focus.call(element);
    if (element instanceof HTMLDetailsElement) element.setAttribute("open", "");
    if (element instanceof HTMLFormElement) HTMLFormElement.prototype.submit.call(element);
    // A javascript: address runs in a task of its own, and only if no other navigation follows.
    if (/^(a|area|button|form|input)$/.test(nameOf.call(element))) await later(0);
  }

  // Does with each element what a person can; of very many, with the first and the last.
  async function visit() {
    const all = allElements();
    const half = MOST_ELEMENTS / 2;
    const some = all.length > MOST_ELEMENTS ? [...all.slice(0, half), ...all.slice(-half)] : all;
    for (const element of some) await touch(element);
    for (const type of WINDOW_EVENTS) dispatch.call(window, new Event(type));
  }

  // Until what was asked for has been drawn, or would have been.
  async function settle() {
    const drawn = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.race([drawn, later(250)]);
    await later(40);
  }

  if (document.readyState !== "complete") {
    await new Promise((done) => addEventListener("load", done, { once: true }));
  }
  insert[method](html);
  await settle();
  await visit();
  await settle();
  const written = roundTrip(html);
  if (method === "innerHTML" && written !== `<head></head><body>${html}</body>`) {
    insert.innerHTML(written);
    await settle();
    await visit();
    await settle();
  }
}

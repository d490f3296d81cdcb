// Added to pages by `feedpub serve`, and by nothing else: loads the page again when what is
// served has changed, and shows what is wrong.
"use strict";
{
  const shown = document.currentScript.dataset;
  let source;
  let panel;

  const element = (name, css, ...children) => {
    const made = document.createElement(name);
    // Not an attribute: the pages' policy allows no style in markup.
    made.style.cssText = css;
    made.append(...children);
    return made;
  };

  const show = ({ failure, problems }) => {
    panel?.remove();
    panel = undefined;
    if (!failure && !problems.length) return;
    const refused = problems.filter(({ severity }) => severity === "error").length;
    const warnings = problems.length - refused;
    const counted = [
      [refused, refused === 1 ? "document refused" : "documents refused"],
      [warnings, warnings === 1 ? "warning" : "warnings"],
    ];
    const title = failure
      ? "Not built: this is what was built before"
      : counted.filter(([count]) => count).map((words) => words.join(" ")).join(", ");
    const texts = failure
      ? failure.split("\n")
      : problems.map(({ severity, text }) => (severity === "error" ? `refused ${text}` : text));
    const row = "margin: .4em 0; overflow-wrap: anywhere; white-space: pre-wrap";
    const list = element("ul", "margin: .5em 0 0; padding: 0 0 0 1.2em");
    list.append(...texts.map((text) => element("li", row, text)));
    const details = element("details", "", element("summary", "cursor: pointer; font-weight: 600; padding-right: 5em", title), list);
    details.open = Boolean(failure || refused);
    const hide = element("button", "position: absolute; top: .6em; right: .8em; font: inherit; cursor: pointer; color: inherit; background: none; border: 1px solid; border-radius: 4px; padding: 0 .6em", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => panel.remove());
    const box = element(
      "div",
      "position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; box-sizing: border-box;" +
        " padding: .7em 1em; font: 15px/1.5 system-ui, sans-serif; color: #fff; text-align: left;" +
        ` background: ${failure || refused ? "#7a1620" : "#4a3b00"}; color-scheme: dark`,
      details,
      hide,
    );
    panel = element("aside", "all: initial");
    panel.setAttribute("aria-label", "feedpub serve");
    panel.attachShadow({ mode: "open" }).append(box);
    document.body.append(panel);
  };

  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource("/-/events");
    source.addEventListener("message", ({ data }) => {
      const status = JSON.parse(data);
      const failure = decodeURIComponent(shown.failure ?? "");
      if (status.digest !== shown.digest || (failure && status.failure !== failure)) {
        leave();
        location.reload();
      } else if (!failure) {
        show(status);
      }
    });
  };

  // A browser keeps few connections to one server: pages that nobody sees have none.
  const leave = () => {
    source?.close();
    source = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", listen);
}

// Puts a fresh document of the same site in the place of the one before.
async () => {
  if (document.readyState === "loading") {
    await new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
  }
  document.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; border: 0";
  document.body.append(frame);
  frame.contentDocument.open();
  frame.contentDocument.write('<!doctype html><meta charset="utf-8"><div id="stage"></div>');
  frame.contentDocument.close();
}

// Which properties of the document, of forms and of the reader's own program the content has
// taken the place of. Called in the reader's page with the names of the program's variables:
// only the world that scripts share sees such names, and the content is in a frame.
(variables) => {
  const content = document.querySelector("iframe").contentDocument;
  if (content === null) return []; // one of another site has taken its place
  const names = (...prototypes) => prototypes.flatMap((one) => Object.getOwnPropertyNames(one));
  const ofNodes = names(Node.prototype, EventTarget.prototype);
  const ofDocuments = names(Document.prototype).concat(ofNodes);
  const ofForms = names(HTMLFormElement.prototype, HTMLElement.prototype, Element.prototype);
  const own = (object, names) => names.filter((name) => Object.hasOwn(object, name));
  const all = (tag) => [...Document.prototype.getElementsByTagName.call(content, tag)];

  return [
    ...variables.filter((name) => window[0][name] !== undefined),
    ...own(content, ofDocuments).map((name) => `document.${name}`),
    ...all("form").flatMap((form) => own(form, ofForms.concat(ofNodes)).map((name) => `form.${name}`)),
  ];
}

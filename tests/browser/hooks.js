// Runs in every document before anything else of it: says so when script does something.
// `__report` is the binding of the harness; `__hit` is what the attacks call.
(() => {
  "use strict";
  const report = globalThis.__report;
  const define = (owner, name, value) =>
    Object.defineProperty(owner, name, { value, writable: false, configurable: false });

  define(globalThis, "__hit", () => report("hit"));
  for (const name of ["alert", "confirm", "open", "postMessage", "print", "prompt"]) {
    define(globalThis, name, () => report(name));
  }
  for (const name of ["setInterval", "setTimeout"]) {
    const real = globalThis[name];
    define(globalThis, name, (code, ...rest) => {
      if (typeof code !== "function") report(`${name} of a string`);
      return real(code, ...rest);
    });
  }
  for (const name of ["eval", "Function"]) {
    const told = new Proxy(globalThis[name], {
      apply(...call) {
        report(name);
        return Reflect.apply(...call);
      },
      construct(...call) {
        report(name);
        return Reflect.construct(...call);
      },
    });
    define(globalThis, name, told);
  }
  for (const name of ["requestSubmit", "submit"]) {
    define(HTMLFormElement.prototype, name, () => report(`form.${name}`));
  }
})();
//# sourceURL=feedpub:hooks

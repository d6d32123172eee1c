// What a page with an interview on it can hear: events on the element and further up, and violations of its policy.
globalThis.heard = { element: [], document: [], violations: [] };

const TYPES = ["nrm-ready", "nrm-change", "nrm-alert", "nrm-complete", "nrm-stale", "nrm-error"];

/** Notes every event of a target, with its detail as it is now. */
export function hear(target, where) {
  for (const type of TYPES) {
    target.addEventListener(type, ({ detail }) => heard[where].push({ type, detail: structuredClone(detail) }));
  }
}

hear(document, "document");
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  heard.violations.push(`${violatedDirective} ${blockedURI}`);
});

/** The properties of the element that are attributes. To set one to nothing takes the attribute away. */

// Outside a browser there is nothing to extend, yet the module must load: portals render on servers too.
const Base = globalThis.HTMLElement ?? class {};

export class Reflecting extends Base {
  /** What is not a number is the usual time; so short a time that there is none to be warned is not taken. */
  get idleMinutes() {
    const minutes = Number.parseFloat(this.getAttribute("idle-minutes"));
    return minutes === 0 ? 0 : Math.min(Math.max(minutes > 0 ? minutes : 5, 2), 60);
  }
  set idleMinutes(value) {
    reflect(this, "idle-minutes", value);
  }
}

function reflect(element, attribute, value) {
  if (value == null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

/** A property that was set before the element was one is set again, as what it is. */
export function upgrade(element, name) {
  if (!Object.hasOwn(element, name)) return;
  const value = element[name];
  delete element[name];
  element[name] = value;
}

/** Those that are the attribute as it is. */
const ATTRIBUTES = ["form", "secondLang", "theme", "exitUrl", "purpose", "caseRef", "trustedRoot", "minFormVersion", "allowStale"];

export const REFLECTED = [...ATTRIBUTES, "idleMinutes"];

for (const name of ATTRIBUTES) {
  const attribute = name.replace(/[A-Z]/g, "-$&").toLowerCase();
  Object.defineProperty(Reflecting.prototype, name, {
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      reflect(this, attribute, value);
    },
  });
}

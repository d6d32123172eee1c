const kept = (children) => children.flat(Infinity).filter((child) => child != null && child !== false && child !== "");

/** Nodes without markup: a tag with its classes, properties, and children that are nodes or texts. */
export function node(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...kept(children));
  return made;
}

/** What the crate tells, which is in English: a sentence of its own, with what stands in backquotes as code. */
export const told = (text, name = "span") => node(name, { lang: "en", dir: "ltr" }, sentence(text));

function sentence(text) {
  const parts = `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!…]`?$/.test(text) ? "" : "."}`.split("`");
  return parts.map((part, at) => (at % 2 ? code(part) : part));
}

/** A code or an id: the same in every language. */
export const code = (text) => node("code", { dir: "ltr" }, text);

/** Puts children into a place, in the stead of those that were there. */
export function fill(place, ...children) {
  place.replaceChildren(...kept(children));
}

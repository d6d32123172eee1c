// Keeps the files of the page, and nothing else. All of one version are there, or none: with a new version of the package the
// name of the cache changes, and with it this file, so that browsers fetch all of them again.
const CACHE = "screening-1";
const FILES = ["./", "./portal.js", "./nrm-screening/inline.js"];

addEventListener("install", (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES))));

addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop));
});

addEventListener("fetch", (event) => {
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(event.request)).then((kept) => kept ?? fetch(event.request)));
});

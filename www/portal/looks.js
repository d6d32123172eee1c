// The same portal in a second look: what a portal sets is all in portal.css.
const look = document.querySelector("#look");

look.addEventListener("change", () => (document.documentElement.dataset.look = look.value));

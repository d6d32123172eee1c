// Shows which events reached the portal, and that none but the last says more than that something happened.
const screening = document.querySelector("nrm-screening");
const heard = document.querySelector("#heard");
const language = document.querySelector("#language");
const second = document.querySelector("#second");

const said = {
  "nrm-ready": () => "l’entretien est ouvert",
  "nrm-change": () => "une réponse a changé",
  "nrm-alert": ({ urgency }) => `quelque chose est à faire (${urgency})`,
  "nrm-complete": (detail) => `terminé : ${detail.class}`,
  "nrm-error": ({ code }) => `arrêt : ${code}`,
};

for (const [type, say] of Object.entries(said)) {
  screening.addEventListener(type, ({ detail }) => {
    const name = document.createElement("code");
    const line = document.createElement("li");
    name.textContent = type;
    line.append(name, ` ${say(detail)}`);
    heard.prepend(line);
    while (heard.children.length > 8) heard.lastElementChild.remove();
  });
}

second.addEventListener("change", () => (screening.secondLang = second.value || null));
language.addEventListener("change", () => (screening.lang = language.value));

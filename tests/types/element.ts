import { NrmScreening, registerForm, registerLanguage, registerTexts } from "nrm-screening";
import type { NrmAssessment, NrmErrorCode, NrmResponse } from "nrm-screening";
import "nrm-screening/define";
import { form } from "nrm-screening/forms/nrm-detection";
import { texts } from "nrm-screening/forms/nrm-detection/ar";

const screening: NrmScreening = document.createElement("nrm-screening");
screening.form = "nrm-detection@0.2.0";
screening.exitUrl = "/weather";
screening.theme = null;
screening.secondLang = "ar";
screening.idleMinutes = null;
const minutes: number = screening.idleMinutes;
screening.reauthenticate = async () => minutes > 0;
screening.reauthenticate = null;
// @ts-expect-error nothing is handed over
screening.reauthenticate = async (answers: object) => Boolean(answers);
screening.purpose = "alert";
// @ts-expect-error there is no such purpose
screening.purpose = "everything";
screening.caseRef = null;
screening.texts = ["{}"];
screening.trustedRoot = "sha256-00";
screening.minFormVersion = "1.0.0";
screening.signed = { root: fetch("/root.json"), envelope: "{}", files: { "form.json": new Uint8Array() } };
// @ts-expect-error what is not signed has no envelope
screening.signed = { root: "", files: {} };
screening.addEventListener("nrm-stale", ({ detail }) => detail.age === "clock" || detail.expires > "2027");
registerLanguage({ language: "fr", words: "{}" });
registerLanguage({ language: "ar", words: "", shell: { direction: "rtl", words: { hide: "" } } });
registerForm(form);
registerTexts(texts);

screening.addEventListener("nrm-complete", ({ detail }) => {
  const response: NrmResponse = detail;
  // @ts-expect-error there is no assessment where keeping a record was refused
  const assessment: NrmAssessment = response.assessment;
  console.log(assessment, response.class, response.answers?.[0]?.code, response.consents[0]?.recipient);
  screening.response = response;
});
screening.addEventListener("nrm-alert", ({ detail }) => detail.urgency === "immediate");
screening.addEventListener("nrm-error", ({ detail }) => {
  const code: NrmErrorCode = detail.code;
  console.log(code, screening.diagnostics.map(({ pointer }) => pointer));
});
// @ts-expect-error a change does not say what the answer is
screening.addEventListener("nrm-change", ({ detail }) => detail.value);
const inline: typeof NrmScreening = (await import("nrm-screening/inline")).NrmScreening;
inline.define("other-screening");

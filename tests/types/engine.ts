import { NrmEngineError, open, print, resume } from "nrm-screening/engine";
import { carry } from "nrm-screening/carry/nrm-detection.nrm-identification";
import { form } from "nrm-screening/forms/nrm-detection";
import { texts } from "nrm-screening/forms/nrm-detection/ar";
import type { NrmAssessment, NrmInterview, NrmItemReport, NrmResponse, NrmSnapshot } from "nrm-screening/engine";

const interview: NrmInterview = await open("{}", { texts: [], today: "2026-11-02", language: "fr" });
interview.answer("papers", "taken");
interview.silent("papers", "declined");
// @ts-expect-error a reason is one of five
interview.silent("papers", "no");
interview.finish();
for (const { item, codes } of await interview.carry(carry)) interview.propose(item, codes);
// @ts-expect-error a form is nothing to carry over
await interview.carry(form);

const state: NrmSnapshot = interview.state();
const first: NrmItemReport | undefined = state.items[0];
if (first?.state === "missing" && first.reason === "notConveyed") interview.clear(first.id);

const assessment: NrmAssessment = interview.assess();
const urgency: "routine" | "soon" | "urgent" | "immediate" = assessment.outcome.urgency;
const row: string | undefined = assessment.outcome.row;
// @ts-expect-error a truth has three values, none of them boolean
const met: boolean = assessment.indicators[0].truth;
console.log(urgency, row, met);

const response: NrmResponse = interview.response({ purpose: "record", case: "7" });
// @ts-expect-error there is no such purpose
interview.response({ purpose: "everything" });
const again: NrmInterview = await resume(response, { form });
console.log(again, response.alerts?.[0]?.holds, response.answers?.[0]?.by);

try {
  await open("{}");
  await open(form, { texts: [texts, "{}"] });
  await open({ root: "", envelope: "", files: {} }, { trustedRoot: "sha256-00", id: "arrival", minFormVersion: "1.0.0", allowStale: true });
  // @ts-expect-error the texts of a form are no form
  await open(texts);
} catch (error) {
  if (error instanceof NrmEngineError) console.log(error.code, error.diagnostics.map(({ pointer, message }) => [pointer, message]));
}

const blank: string = await print(form, { texts: [texts], language: "ar" });
const page: string = await interview.print({ language: "fr", reference: "K7-42-XM" });
// @ts-expect-error nobody is named on a blank form
await print(form, { reference: "K7-42-XM" });
console.log(blank, page);

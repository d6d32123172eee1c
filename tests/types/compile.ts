import { NrmEngineError, checkTexts, compileForm, compileTexts, compileWords } from "nrm-screening/compile";
import type { NrmDiagnosticReport } from "nrm-screening/compile";

const form: string = await compileForm("{}");
const texts: string = await compileTexts("{}", "{}");
const first: NrmDiagnosticReport | undefined = (await checkTexts("{}", "{}"))[0];
const words: string = await compileWords("{}");
// @ts-expect-error texts are compiled for a form
await compileTexts("{}");

try {
  await compileForm(form + texts + words + first?.message);
} catch (error) {
  const found: readonly NrmDiagnosticReport[] = error instanceof NrmEngineError ? error.diagnostics : [];
  console.log(found.map(({ code, pointer }) => [code, pointer]));
}

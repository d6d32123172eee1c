import { NrmDraftError, isStrong, openDrafts } from "nrm-screening/drafts";
import type { NrmDraftErrorCode, NrmDraftNotice, NrmDrafts } from "nrm-screening/drafts";
import { open, resume } from "nrm-screening/engine";

const notice = (code: NrmDraftNotice) => code === "soon" || code === "other-tab";
const drafts: NrmDrafts = await openDrafts({ hours: 24, slot: "a", idleMinutes: 5, storage: localStorage, locks: navigator.locks, notice });
const screening = document.createElement("nrm-screening");
try {
  if (isStrong("quatre chaises du puits")) await drafts.keep(screening, "quatre chaises du puits");
  screening.response = await drafts.open("quatre chaises du puits");
  const interview = await resume(await drafts.open("quatre chaises du puits"));
  await drafts.keep(interview);
  await drafts.keep(await open("{}"));
  // @ts-expect-error what is kept is an interview
  await drafts.keep({ answers: [] });
  // @ts-expect-error a passphrase is asked for
  await drafts.open();
} catch (error) {
  const code: NrmDraftErrorCode | undefined = error instanceof NrmDraftError ? error.code : undefined;
  console.log(code, drafts.found, drafts.keeping, (await screening.draft())?.extent);
}
await drafts.save();
await drafts.lock();
await drafts.look();
await drafts.remove();
await drafts.close();

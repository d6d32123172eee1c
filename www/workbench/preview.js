// The page within the frame: the element as a portal has it, with the words and services of the package. The workbench sets its form.
import "nrm-screening/define";
import "nrm-screening/languages/ar";
import "nrm-screening/languages/en";
import "nrm-screening/languages/fr";
import "nrm-screening/services/djibouti";

// Finds what a page asks to have enhanced (`data-enhance="stepper submit-once"`) and loads only those modules.
import { startPage } from "./start";

startPage((name) => import(`./enhancements/${name}/enhance.ts`));

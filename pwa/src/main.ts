// Finds what a page asks to have enhanced (`data-enhance="stepper submit-once"`) and loads only those modules.
import { enhanceWithin } from "./enhance";

enhanceWithin(document);

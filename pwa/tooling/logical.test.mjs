import { expect, test } from "vitest";
import { toLogical } from "./logical.mjs";

test.each([
  [".a{margin-left:1px;left:0}", ".a{margin-inline-start:1px;inset-inline-start:0}"],
  [".a{text-align: right}", ".a{text-align:end}"],
  [".a{border-left-width:2px}", ".a{border-inline-start-width:2px}"],
  [".left:hover{color:red}", ".left:hover{color:red}"],
])("%s", (physical, logical) => expect(toLogical(physical)).toBe(logical));

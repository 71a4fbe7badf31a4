// GOV.UK Frontend writes left and right; ours must also read from right to left.
const PROPERTIES = [
  [/\b(margin|padding|border)-left\b/g, "$1-inline-start"],
  [/\b(margin|padding|border)-right\b/g, "$1-inline-end"],
  [/(^|[{;\s])left:/g, "$1inset-inline-start:"],
  [/(^|[{;\s])right:/g, "$1inset-inline-end:"],
  [/\btext-align:\s*left\b/g, "text-align:start"],
  [/\btext-align:\s*right\b/g, "text-align:end"],
];

/** The same style sheet with physical sides replaced by logical ones. */
export function toLogical(css) {
  return PROPERTIES.reduce((text, [physical, logical]) => text.replace(physical, logical), css);
}

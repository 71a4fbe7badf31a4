// GOV.UK Frontend brings whole components; what of them no page of ours wears is not sent to phones.
export const UNUSED = [
  "govuk-input__prefix",
  "govuk-input__suffix",
  "govuk-input__wrapper",
  "govuk-input--extra-letter-spacing",
  "govuk-visually-hidden-focusable",
  "govuk-skip-link-focused-element",
  "govuk-label-wrapper",
  "govuk-fieldset__heading",
  "govuk-radios__hint",
  "govuk-back-link--inverse",
  ...["s", "m", "l", "xl"].flatMap((size) => [
    `govuk-label--${size}`,
    `govuk-fieldset__legend--${size}`,
    `govuk-heading-${size}`,
  ]),
  ...["", "__title", "__title-wrapper", "__content", "__action", "__actions"].map(
    (part) => `govuk-summary-card${part}`,
  ),
];
const RULE = /([^{}]*)\{[^{}]*\}/g;
const COMMENT = /\/\*(?!!)[\s\S]*?\*\//g; // the others say whose the sheet is
const BETWEEN = /,(?![^()]*\))/;
const NEGATED = /:not\([^()]*\)/g;

/** The same style sheet without selectors that need an unused class, and without rules that have no selector left. */
export function withoutUnused(css) {
  return css.replace(COMMENT, "").replace(RULE, (rule, selectors) => {
    const all = selectors.split(BETWEEN);
    const used = all.filter((one) => !needsUnused(one));
    if (used.length === all.length) return rule;
    return used.length ? rule.replace(selectors, used.join(",")) : "";
  });
}

function needsUnused(selector) {
  const classes = selector.replace(NEGATED, "").match(/\.[\w-]+/g) ?? [];
  return classes.some((one) => UNUSED.includes(one.slice(1)));
}

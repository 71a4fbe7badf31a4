// What the HTML checker asks of every page, and why some of its recommendations are not ours.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Jinja indents what it includes as it pleases; nobody reads the white space of an answer.
    "no-trailing-whitespace": "off",
    // Our blocks are kk-*, GOV.UK Frontend's are govuk-*: BEM with double underscores and dashes.
    "class-pattern": "off",
    // WTForms names fields in snake_case, and ids follow the names.
    "id-pattern": "off",
    "name-pattern": "off",
    // Both ways are valid; templates and SVG tools differ.
    "void-style": "off",
    "attr-quotes": "off",
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    // Several boxes to tick are one answer of one name.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit"] }],
    // A title of a page in Finnish is as long as its words.
    "long-title": "off",
  },
};

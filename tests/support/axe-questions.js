// What tests ask of a page by axe, which comes beside this: see axe.py.
window.askAxe = (() => {
  const SEEN_BY_STYLES = ["class", "type", "open", "hidden", "disabled", "aria-current", "data-register"];
  const COLOURS = { type: "tag", values: ["cat.color"] };
  let fresh = new Map();

  const told = ({ violations }) =>
    violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((one) => one.target.join(" ")) }));

  const looks = (one) => {
    const isChosen = [one.checked, one.querySelector(":scope > :checked") !== null];
    return [one.tagName, ...isChosen, ...SEEN_BY_STYLES.map((name) => one.getAttribute(name))].join("|");
  };

  // FNV-1a, 32 bits: what is remembered of a way is a number.
  const hash = (text) => {
    let sum = 2166136261;
    for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 16777619);
    return sum >>> 0;
  };

  /** The ways not known yet in which elements stand here: what styles see of one and of all that it stands in. */
  const newWays = (before) => {
    const known = new Set(before);
    const ways = new Map();
    for (const one of document.body.querySelectorAll("*")) {
      ways.set(one, hash(`${ways.get(one.parentElement) ?? ""}>${looks(one)}`));
    }
    fresh = new Map([...ways].filter(([, way]) => !known.has(way)));
    return [...new Set(fresh.values())];
  };

  const rules = async () =>
    told(
      await axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } }),
    );

  /** Of what stands here in a new way, in each theme. */
  const colours = async (themes) => {
    // A page that lives may have drawn anew what was here a moment ago.
    const include = [...fresh.keys()].filter((one) => one.isConnected && !fresh.has(one.parentElement));
    const root = document.documentElement;
    const own = root.dataset.theme;
    const found = [];
    for (const theme of include.length ? themes : []) {
      root.dataset.theme = theme || own;
      const results = await axe.run({ include }, { resultTypes: ["violations"], runOnly: COLOURS });
      found.push([theme, told(results)]);
    }
    root.dataset.theme = own;
    return found;
  };

  return { newWays, rules, colours };
})();

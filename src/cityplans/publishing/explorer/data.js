// The rows, decoded once, and the words for them.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const WORDS = read("words");
const DATA = read("data");
let lang = document.documentElement.lang.startsWith("zh") ? 0 : 1;

const byId = (id) => document.getElementById(id);

function word(key, ...values) {
  return WORDS[key][lang].replace(/\{(\d)\}/g, (_, place) => values[place]);
}

function element(name, properties = {}, ...children) {
  // children that are strings become text nodes: what a document holds is never read as HTML
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const unpack = (column) =>
  Array.isArray(column) ? column : column.index.map((place) => column.values[place]);

const decoded = (columns) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, unpack(column)]));

const TARGETS = decoded(DATA.columns);
const MORE = decoded(DATA.derived);
const CLAUSES = decoded(DATA.clauses);
const COUNT = DATA.count;

const planOf = (row) => DATA.plans[MORE.plan[row]];
const shown = (row) => MORE[lang ? "shown_en" : "shown_zh"][row];
// in a narrow cell the end is cut: that must be the unit, never what bounds the figure
function shownUnitLast(row) {
  const unit = (DATA.units[TARGETS.unit[row] || ""] || ["", ""])[lang];
  if (unit.length < 4 || !shown(row).includes(unit)) return shown(row);  // words have none: doubling
  return `${shown(row).replace(lang ? ` ${unit}` : unit, "")} ${unit}`;
}
const draftMarkOf = (plan) => (plan.status === "draft" ? (lang ? " (draft)" : "（稿）") : "");
const draftMark = (row) => draftMarkOf(planOf(row));
// the region, with the year of issue where it has several plans
const planName = (row) => planOf(row).names[lang] + draftMark(row);
const label = (column) => (WORDS[`label_${column}`] || DATA.labels[column])[lang];
const regionName = (name) => (DATA.regions[name] || [name, name])[lang] || "";

function said(column, code) {
  if (code === null || code === undefined || code === "") {
    return column === "indicator_id" ? word("no_indicator") : word("none");
  }
  if (column === "region" || column === "parent_region") return regionName(code);
  const found = (DATA.codes[column] || {})[code];
  return found ? found[lang] : String(code);
}

function indicatorName(row) {
  const key = TARGETS.indicator_id[row];
  return key ? said("indicator_id", key) : TARGETS.indicator_text[row] || "";
}

function factor(values) {
  // distinct values and, for each row, the place of its own
  const places = new Map();
  const index = new Int32Array(values.length);
  values.forEach((value, row) => {
    if (!places.has(value)) places.set(value, places.size);
    index[row] = places.get(value);
  });
  return { values: [...places.keys()], index };
}

const collators = ["zh", "en"].map((code) => new Intl.Collator(code, { numeric: true }));
const compareWords = (a, b) => collators[lang].compare(a, b);

// Which targets are shown: one bit a facet (and one for the search) says what keeps a row out.
const MOST_OPTIONS = 200;

const facets = [
  ["region", TARGETS.region],
  ["region_level", MORE.plan.map((plan) => DATA.plans[plan].region_level)],
  ["plan_id", TARGETS.plan_id],
  ["theme", TARGETS.theme],
  ["indicator_id", TARGETS.indicator_id],
  ["measure", TARGETS.measure],
  ["comparator", TARGETS.comparator],
  ["strength", TARGETS.strength],
  ["horizon", TARGETS.horizon],
  ["status", MORE.plan.map((plan) => DATA.plans[plan].status)],
  ["queue", MORE.queue],
].map(([name, values], place) => ({
  name, bit: 1 << (place + 1), ...factor(values), chosen: new Set(),
}));
const kept_out = new Uint16Array(COUNT);
const SEARCH_BIT = 1;
let haystack = null;
let listeners = [];

const isShown = (row) => kept_out[row] === 0;
const whenFiltered = (listener) => listeners.push(listener);
const fold = (text) => text.normalize("NFKC").toLowerCase();

const plansById = new Map(DATA.plans.map((plan) => [plan.plan_id, plan]));

function planNames(id) {
  const plan = plansById.get(id);
  return plan ? `${plan.names[lang]} · ${plan.title || id}` : id;
}

const option = (facet, value) =>
  facet.name === "plan_id" ? planNames(value)
    : facet.name === "queue" ? word(`queue_${value || "none"}`) : said(facet.name, value);

function searchable(row) {
  const clause = MORE.clause[row];
  const plan = planOf(row);
  const names = (DATA.codes.indicator_id[TARGETS.indicator_id[row]] || []).concat(
    DATA.regions[TARGETS.region[row]] || [], DATA.codes.theme[TARGETS.theme[row]] || []);
  return fold([
    TARGETS.quote[row], TARGETS.indicator_text[row], TARGETS.region[row], plan.title, CLAUSES.section[clause],
    TARGETS.departments[row], TARGETS.scope[row], TARGETS.target_id[row], ...names,
    DATA.terms[TARGETS.indicator_id[row]], shown(row), TARGETS.value_text[row], TARGETS.horizon[row],
    ...(DATA.codes.strength[TARGETS.strength[row]] || []), ...(DATA.codes.measure[TARGETS.measure[row]] || []),
  ].filter(Boolean).join("\n"));
}

function search(text) {
  const terms = fold(text).split(/\s+/).filter(Boolean);
  if (terms.length && !haystack) haystack = Array.from({ length: COUNT }, (_, row) => searchable(row));
  for (let row = 0; row < COUNT; row += 1) {
    const out = terms.some((term) => !haystack[row].includes(term));
    kept_out[row] = out ? kept_out[row] | SEARCH_BIT : kept_out[row] & ~SEARCH_BIT;
  }
}

function apply(facet) {
  const keep = facet.values.map((_, place) => !facet.chosen.size || facet.chosen.has(place));
  for (let row = 0; row < COUNT; row += 1) {
    kept_out[row] = keep[facet.index[row]] ? kept_out[row] & ~facet.bit : kept_out[row] | facet.bit;
  }
}

function filtered() {
  performance.mark("filter-start");
  listeners.forEach((listener) => listener());
  performance.measure("filter", "filter-start");
}

function choose(facet, place, on) {
  if (on) facet.chosen.add(place); else facet.chosen.delete(place);
  apply(facet);
  filtered();
}

function clearAll() {
  facets.forEach((facet) => { facet.chosen.clear(); apply(facet); });
  byId("search").value = "";
  search("");
  filtered();
}

function counts(facet) {
  // what each option would give: rows that nothing but this facet keeps out
  const found = new Int32Array(facet.values.length);
  for (let row = 0; row < COUNT; row += 1) {
    if (!(kept_out[row] & ~facet.bit)) found[facet.index[row]] += 1;
  }
  return found;
}

function ordered(facet, found) {
  const places = facet.values.map((_, place) => place);
  if (facet.name === "horizon") return places.sort((a, b) => facet.values[a] - facet.values[b]);
  const names = facet.values.map((value) => option(facet, value));
  return places.sort((a, b) => found[b] - found[a] || compareWords(names[a], names[b]));
}

function drawOptions(facet) {
  const found = counts(facet);
  const wanted = fold(facet.within ? facet.within.value : "");
  const places = ordered(facet, found).filter((place) =>
    facet.chosen.has(place) || (found[place] && fold(option(facet, facet.values[place])).includes(wanted)));
  facet.list.replaceChildren(...places.slice(0, MOST_OPTIONS).map((place) => optionLine(facet, place, found)));
  if (places.length > MOST_OPTIONS) {
    facet.list.append(element("p", { className: "note" }, word("more", places.length - MOST_OPTIONS)));
  }
}

function optionLine(facet, place, found) {
  const box = element("input", { type: "checkbox", checked: facet.chosen.has(place) });
  box.addEventListener("change", () => choose(facet, place, box.checked));
  box.dataset.place = place;
  const name = option(facet, facet.values[place]);
  return element("label", { title: name }, box,
    element("span", {}, name), element("span", { className: "n" }, String(found[place])));
}

function drawFacet(facet) {
  facet.list = element("div", { className: "options" });
  facet.within = facet.values.length > 12
    ? element("input", { type: "search", placeholder: word("within"), ariaLabel: word("within") }) : null;
  if (facet.within) facet.within.addEventListener("input", () => drawOptions(facet));
  const box = element("details", { open: Boolean(facet.open) },
    element("summary", {}, label(facet.name)), ...(facet.within ? [facet.within] : []), facet.list);
  box.dataset.facet = facet.name;
  box.addEventListener("toggle", () => { facet.open = box.open; if (box.open) drawOptions(facet); });
  if (facet.open) drawOptions(facet);
  return box;
}

function drawFacets() {
  byId("facets").replaceChildren(...facets.filter((f) => f.values.length > 1).map(drawFacet));
}

function refreshFacets() {
  // the box that was just ticked keeps the focus
  const focused = document.activeElement;
  const place = focused && focused.dataset ? focused.dataset.place : undefined;
  const holder = focused && focused.closest ? focused.closest("[data-facet]") : null;
  facets.filter((facet) => facet.open && facet.list).forEach(drawOptions);
  if (holder && place !== undefined) {
    const again = holder.querySelector(`input[data-place="${place}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  drawChips();
}

function drawChips() {
  const made = facets.flatMap((facet) => [...facet.chosen].map((place) => {
    const name = option(facet, facet.values[place]);
    const chip = element("button", { type: "button", className: "chip", title: word("remove", name) },
      `${label(facet.name)}: ${name} ×`);
    chip.addEventListener("click", () => choose(facet, place, false));
    return chip;
  }));
  if (made.length) {
    const clear = element("button", { type: "button", className: "chip clear" }, word("clear"));
    clear.addEventListener("click", clearAll);
    made.push(clear);
  }
  byId("chips").replaceChildren(...made);
}

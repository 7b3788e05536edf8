// One target: the paragraph with quote and value marked, and where it stands.
let opened = null;
let openedFrom = null;

function paragraph(row) {
  // offsets count characters, not UTF-16 units
  const signs = [...(CLAUSES.text[MORE.clause[row]] || "")];
  const cut = (from, to) => signs.slice(Math.max(from, 0), Math.max(to, 0)).join("");
  const [from, to] = [MORE.quote_from[row], MORE.quote_to[row]];
  const [first, last] = [MORE.value_from[row], MORE.value_to[row]];
  const mark = element("mark");
  if (first >= from && last <= to) {
    mark.append(cut(from, first), element("strong", {}, cut(first, last)), cut(last, to));
  } else {
    mark.append(cut(from, to));
  }
  return element("blockquote", { lang: "zh-CN" }, cut(0, from), mark, cut(to, signs.length));
}

function place(row) {
  const parts = [TARGETS.source_file[row]];
  if (TARGETS.page[row] !== null) parts.push(word("page", TARGETS.page[row]));
  if (TARGETS.source_start[row] !== null) {
    parts.push(word("characters", TARGETS.source_start[row] + 1, TARGETS.source_end[row]));
  }
  return parts.filter(Boolean).join(lang ? ", " : "，");
}

function baseline(row) {
  const [value, year] = [TARGETS.baseline_value[row], TARGETS.baseline_year[row]];
  if (value === null) return year;
  return year === null ? value : word("from", value, year);
}

function horizon(row) {
  const year = TARGETS.horizon[row];
  const how = said("horizon_source", TARGETS.horizon_source[row]);
  return year === null ? how : word("year_how", year, how);
}

function bounds(row) {
  const [low, high] = [TARGETS.value_low[row], TARGETS.value_high[row]];
  const figure = low === high ? `${low}` : `${low} – ${high}`;
  return low === null ? null : `${figure} ${TARGETS.unit[row] || ""}`;
}

function facts(row) {
  const plan = planOf(row);
  const clause = MORE.clause[row];
  const coded = (name) => [label(name), TARGETS[name][row] === null ? null : said(name, TARGETS[name][row])];
  const plain = (name) => [label(name), TARGETS[name][row]];
  const rule = TARGETS.rule[row];
  return [
    [word("plan"), [plan.title, plan.date, said("status", plan.status)].filter(Boolean).join(" · ")],
    [label("section"), [CLAUSES.section[clause], CLAUSES.number[clause], CLAUSES.heading[clause]]
      .filter(Boolean).join(" / ")],
    coded("indicator_id"), plain("indicator_text"), plain("value_text"), [word("bounds"), bounds(row)],
    coded("comparator"), coded("strength"), coded("measure"), [label("horizon"), horizon(row)],
    [label("baseline_value"), baseline(row)], plain("scope"), coded("theme"), plain("departments"),
    [word("source_place"), place(row)], plain("editions"), plain("edition_note"), plain("correction_note"),
    [label("rule"), WORDS[`rule_${rule}`] ? word(`rule_${rule}`) : rule],
    plain("target_id"),
  ].filter(([, value]) => value !== null && value !== "");
}

function button(key, action) {
  const made = element("button", { type: "button" }, word(key));
  made.addEventListener("click", action);
  return made;
}

function drawDetail() {
  const row = opened;
  const list = element("dl");
  facts(row).forEach(([name, value]) =>
    list.append(element("dt", {}, String(name)), element("dd", {}, String(value))));
  byId("detail").replaceChildren(
    element("h2", { id: "detail-title" }, `${regionName(TARGETS.region[row])} · ${indicatorName(row)} · ${shown(row)}`),
    element("h3", {}, word("paragraph")), paragraph(row), reviewBox(row), list,
    element("div", { className: "buttons" }, button("previous", () => turn(-1)), button("next", () => turn(1)),
      button("close", () => byId("detail").close())));
}

function turn(by) {
  const row = step(by);
  if (row === null) return;
  opened = row;
  drawDetail();
  byId("detail").querySelectorAll(".buttons button")[by < 0 ? 0 : 1].focus();
}

function openDetail(row) {
  opened = row;
  openedFrom = document.activeElement;
  drawDetail();
  const box = byId("detail");
  if (!box.open) box.showModal();
  box.scrollTop = 0;
  box.querySelector(".buttons button:last-child").focus({ preventScroll: true });
}

function readyDetail() {
  const box = byId("detail");
  box.addEventListener("close", () => {
    opened = null;
    if (openedFrom && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
  });
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  box.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by && !event.target.matches("input, select")) { event.preventDefault(); turn(by); }
  });
}

// Rows to look at: verdicts are kept in this browser, and saved as a CSV that `corrections import` takes.
const VERDICTS = ["keep", "drop", "mend"];
const MENDABLE = DATA.review.mendable;
const STORE = "cityplans-verdicts";
const NOTHING = "–";  // in the CSV: the field is to be empty
let isKept = true;
let author = "";

const kindOf = (row) => MORE.queue[row];
const isQueued = (row) => kindOf(row) !== "";
const reading = (row) => DATA.review.judged.map((name) => TARGETS[name][row] ?? "").join("|");
const rowOf = new Map(TARGETS.target_id.map((id, row) => [id, row]));

// target_id → { verdict, reason, values, of: what was judged }
const verdicts = new Map();

function loadVerdicts() {
  try {
    const found = JSON.parse(window.localStorage.getItem(STORE) || "{}");
    author = found.by || "";
    Object.entries(found.said || {}).forEach(([id, said]) => {
      const row = rowOf.get(id);
      const isOld = row !== undefined && (said.of !== reading(row) || MORE.verdict[row] === said.verdict);
      if (!isOld) verdicts.set(id, said);
    });
  } catch {
    isKept = false;  // a browser that keeps nothing for files: what was said lasts as long as the page
  }
}

function keepVerdicts() {
  try {
    window.localStorage.setItem(STORE, JSON.stringify({ by: author, said: Object.fromEntries(verdicts) }));
  } catch {
    isKept = false;
  }
}

const saidOf = (row) => verdicts.get(TARGETS.target_id[row]);
const verdictOf = (row) => (saidOf(row) ? saidOf(row).verdict : MORE.verdict[row]);
const here = () => [...verdicts].filter(([id]) => rowOf.has(id)).map(([id, said]) => [rowOf.get(id), said]);

function reviewWord(row) {
  const verdict = verdictOf(row);
  return verdict ? word(verdict) : isQueued(row) ? word(`queue_${kindOf(row)}`) : "";
}

function judge(row, verdict) {
  const id = TARGETS.target_id[row];
  const before = saidOf(row) || { reason: "", values: {} };
  if (before.verdict === verdict) verdicts.delete(id);  // pressed again: taken back
  else verdicts.set(id, { ...before, verdict, of: reading(row) });
  changed(row);
}

function changed(row) {
  keepVerdicts();
  drawReviewed();
  const shownRow = table.getRow(row);
  if (shownRow) shownRow.reformat();
}

function drawReviewed() {
  const [rows, looked] = DATA.review.doubtful;
  const more = here().filter(([row]) => kindOf(row) === "doubtful" && !MORE.verdict[row]).length;
  const drawn = here().filter(([row]) => kindOf(row) === "sample" && !MORE.verdict[row]).length;
  byId("reviewed").textContent = [
    word("reviewed", rows, looked + more, DATA.review.sample[1] + drawn),
    here().length ? word("unsaved", here().length) : "", isKept ? "" : word("not_kept"),
  ].filter(Boolean).join(lang ? " " : "");
  byId("verdicts").hidden = !here().length;
}

// --- in the window of one target

function reviewBox(row) {
  const box = element("fieldset", { id: "review" }, element("legend", {}, word("review")));
  if (TARGETS.confidence[row] !== null) {
    const why = (TARGETS.doubts[row] || "").split(";").filter(Boolean).map((sign) => said("doubts", sign));
    box.append(element("p", { className: "note" }, [
      word("sure", Math.round(100 * TARGETS.confidence[row])), why.join(lang ? "; " : "；"),
    ].filter(Boolean).join(lang ? ": " : "：")));
  }
  const answers = element("div", { className: "verdicts" });
  VERDICTS.forEach((verdict) => {
    const made = element("button", { type: "button", title: word(`${verdict}_about`) }, word(verdict));
    made.dataset.verdict = verdict;
    made.setAttribute("aria-pressed", String(verdictOf(row) === verdict));
    made.addEventListener("click", () => answered(row, verdict));
    answers.append(made);
  });
  box.append(answers);
  const given = saidOf(row);
  if (given && given.verdict === "mend") box.append(mendBox(row, given));
  if (given) box.append(noteBox(row, given));
  return box;
}

const onlyQueue = () => facets.find((facet) => facet.name === "queue");

function answered(row, verdict) {
  judge(row, verdict);
  // a row that is right needs no reason: on to the next
  if (verdict === "keep" && saidOf(row) && onlyQueue().chosen.size) turn(1);
  if (opened === row) drawDetail();
  const asked = verdict === "drop" && saidOf(row) ? "#reason" : `[data-verdict=${verdict}]`;
  byId("detail").querySelector(asked).focus();
}

function noteBox(row, given) {
  const reason = element("input", { id: "reason", type: "text", value: given.reason, placeholder: word("reason_about") });
  reason.addEventListener("input", () => { given.reason = reason.value.trim(); keepVerdicts(); });
  const by = element("input", { type: "text", value: author });
  by.addEventListener("input", () => { author = by.value.trim(); keepVerdicts(); });
  return element("div", { className: "fields" }, element("label", {}, word("reason"), reason), element("label", {}, word("by"), by));
}

function mendBox(row, given) {
  const fields = element("div", { className: "fields" });
  MENDABLE.forEach((name) => {
    const now = TARGETS[name][row] ?? "";
    const input = mendInput(name, name in given.values ? given.values[name] : now);
    input.addEventListener("change", () => {
      if (input.value.trim() === String(now)) delete given.values[name];
      else given.values[name] = input.value.trim();
      keepVerdicts();
    });
    fields.append(element("label", {}, label(name), input));
  });
  return fields;
}

function mendInput(name, value) {
  const codes = DATA.codes[name];
  if (codes && name !== "indicator_id") {
    const list = element("select", {}, ...Object.keys(codes).map((code) =>
      element("option", { value: code, selected: code === value }, codes[code][lang])));
    list.dataset.field = name;
    return list;
  }
  const isNumber = name.startsWith("value") || name === "horizon";
  const input = element("input", { type: isNumber ? "number" : "text", step: "any", value: String(value) });
  if (DATA.review.lists[name]) input.setAttribute("list", `list-${name}`);
  input.dataset.field = name;
  return input;
}

function readyLists() {
  Object.entries(DATA.review.lists).forEach(([name, options]) => document.body.append(
    element("datalist", { id: `list-${name}` }, ...options.map(([value, about]) => element("option", { value }, about)))));
}

// --- taken away

function verdictsAsCsv() {
  const lines = [["target_id", "verdict", "reason", "by", ...MENDABLE].join(",")];
  here().sort(([a], [b]) => a - b).forEach(([row, said]) => {
    const mended = said.verdict === "mend" ? said.values : {};
    const values = MENDABLE.map((name) => (name in mended ? mended[name] || NOTHING : ""));
    lines.push([TARGETS.target_id[row], said.verdict, said.reason, author, ...values].map(cell).join(","));
  });
  return `\ufeff${lines.join("\n")}\n`;
}

function startReview() {
  const facet = onlyQueue();
  const place = facet.values.indexOf("doubtful");
  if (place >= 0 && !facet.chosen.has(place)) choose(facet, place, true);
  table.setSort("review", "asc");
  show("table");
  const waiting = table.getRows("active").find((row) => !verdictOf(row.getData().row));
  if (!waiting) return;
  setCurrent(waiting);
  openDetail(waiting.getData().row);
}

function readyReview() {
  loadVerdicts();
  readyLists();
  byId("start-review").disabled = !DATA.review.doubtful[0];
  byId("start-review").addEventListener("click", startReview);
  byId("verdicts").addEventListener("click", () =>
    save("cityplans-verdicts.csv", new Blob([verdictsAsCsv()], { type: "text/csv;charset=utf-8" })));
}

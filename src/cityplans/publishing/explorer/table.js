// The table of targets: virtual rows, sorting by what is shown, a current row for the keyboard.
let table = null;
let current = null;
const ROW_HEIGHT = 46;

const columns = () => [
  // field, width that it needs (on a phone), growth, what gives way first (the highest number)
  ["region", [92, 76], 1, 0, planName],
  ["indicator_id", [116, 108], 4, 0, indicatorName],
  ["value", lang ? [112, 84] : [90, 84], 2, 0, shownUnitLast],
  ["horizon", [86, 70], 1, 0, (row) => (TARGETS.horizon[row] === null ? "–" : String(TARGETS.horizon[row]))],
  ["quote", 200, 7, 2, (row) => TARGETS.quote[row] || ""],
  ["measure", 96, 1, 3, (row) => said("measure", TARGETS.measure[row])],
  ["strength", 90, 1, 4, (row) => said("strength", TARGETS.strength[row])],
  ["theme", 116, 2, 5, (row) => said("theme", TARGETS.theme[row])],
  ["status", 76, 1, 7, (row) => said("status", planOf(row).status)],
  ["review", 76, 1, 6, reviewWord],
];

function sorter(field, text) {
  // words are ranked once per sort, so that 50,000 rows compare as numbers
  if (field === "value" || field === "horizon") {
    const values = field === "value" ? TARGETS.value_low : TARGETS.horizon;
    return (a, b, one, other) =>
      (values[one.getData().row] ?? -Infinity) - (values[other.getData().row] ?? -Infinity);
  }
  if (field === "review") {  // the least sure first; rows nobody judged last
    const sure = (one) => TARGETS.confidence[one.getData().row] ?? 2;
    return (a, b, one, other) => sure(one) - sure(other);
  }
  let ranks = null;
  return (a, b, one, other) => {
    ranks = ranks || ranked(text);
    return ranks[one.getData().row] - ranks[other.getData().row];
  };
}

function ranked(text) {
  const { values, index } = factor(Array.from({ length: COUNT }, (_, row) => text(row)));
  const order = values.map((_, place) => place).sort((a, b) => compareWords(values[a], values[b]));
  const rank = new Int32Array(values.length);
  order.forEach((place, position) => { rank[place] = position; });
  return index.map((place) => rank[place]);
}

const isPhone = () => window.matchMedia("(max-width: 800px)").matches;

function column([field, widths, growth, gives, text]) {
  const title = WORDS[field] ? word(field) : label(field);
  return {
    field, title, minWidth: [widths].flat().at(isPhone() ? -1 : 0), widthGrow: growth, responsive: gives, sorter: sorter(field, text),
    headerSort: true, resizable: true,
    titleFormatter: () => element("button", { type: "button", className: "head" }, title),
    formatter: (cell) => {
      const shown = text(cell.getRow().getData().row);
      return element("div", { className: "clip", title: shown }, shown);
    },
  };
}

function makeTable() {
  table = new Tabulator(byId("table"), {
    data: Array.from({ length: COUNT }, (_, row) => ({ row })),
    index: "row", columns: columns().map(column), layout: "fitColumns", responsiveLayout: "hide",
    height: "100%", rowHeight: ROW_HEIGHT, renderVerticalBuffer: 4 * ROW_HEIGHT, keybindings: false, headerSortClickElement: "header",
    placeholder: element("span", {}, word("empty")), rowFormatter: dress,
  });
  return new Promise((resolve) => table.on("tableBuilt", () => {
    byId("table").setAttribute("aria-label", word("table"));
    const holder = byId("table").querySelector(".tabulator-tableholder");
    holder.tabIndex = 0;
    holder.addEventListener("keydown", moved);
    table.on("rowClick", (event, row) => { setCurrent(row); openDetail(row.getData().row); });
    resolve();
  }));
}

function dress(row) {
  const made = row.getElement();
  made.id = `row-${row.getData().row}`;
  made.classList.toggle("current", current === row.getData().row);
}

function setCurrent(row) {
  const before = current === null ? null : byId(`row-${current}`);
  if (before) before.classList.remove("current");
  current = row.getData().row;
  row.getElement().classList.add("current");
  byId("table").querySelector(".tabulator-tableholder").setAttribute("aria-activedescendant", `row-${current}`);
}

const currentRow = () => (current !== null && isShown(current) ? table.getRow(current) : null);

function firstVisible() {
  const rows = table.getRows("visible");
  return rows.length ? rows[0] : null;
}

function step(by) {
  if (!byId("view-compare").hidden) return nextMark(by);
  const from = currentRow();
  const row = from ? (by > 0 ? from.getNextRow() : from.getPrevRow()) : firstVisible();
  if (!row) return null;
  setCurrent(row);
  inSight(row, by);
  return row.getData().row;
}

function inSight(row, by) {
  const holder = byId("table").querySelector(".tabulator-tableholder");
  const top = row.getElement().offsetTop;
  const seen = row.getElement().isConnected
    && top >= holder.scrollTop && top + ROW_HEIGHT <= holder.scrollTop + holder.clientHeight;
  if (!seen) table.scrollToRow(row, by > 0 ? "bottom" : "top", false).catch(() => {});
}

function moved(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    event.preventDefault();
    step(by);
  } else if (event.key === "Enter") {
    const row = currentRow() || firstVisible();
    if (!row) return;
    event.preventDefault();
    setCurrent(row);
    openDetail(row.getData().row);
  }
}

function refreshTable() {
  table.setFilter((data) => kept_out[data.row] === 0);
}

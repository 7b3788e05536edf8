// What a reader takes away: the selected rows with the columns of targets.csv and of their plan, the chart as SVG and PNG.
function save(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const FORMULA = /^[=@\t\r]|^[+-](?![\d.,]*(?:[%％\s]|$))/;  // what Excel would run

function cell(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function selectionAsCsv() {
  const names = Object.keys(DATA.columns);
  const ofPlan = ["title", "date", "status"];
  const lines = [[...names, ...ofPlan.map((name) => `plan_${name}`)].join(",")];
  for (let row = 0; row < COUNT; row += 1) {
    if (isShown(row)) {
      const cells = [...names.map((name) => TARGETS[name][row]), ...ofPlan.map((name) => planOf(row)[name])];
      lines.push(cells.map(cell).join(","));
    }
  }
  return `\ufeff${lines.join("\n")}\n`;  // the mark tells Excel that it is UTF-8
}

function chartAsSvg() {
  const drawing = byId("chart").querySelector("svg").cloneNode(true);
  drawing.querySelectorAll("[tabindex]").forEach((part) => part.removeAttribute("tabindex"));
  const text = new XMLSerializer().serializeToString(drawing);
  // signs that XML does not know would make the whole picture unreadable
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")}\n`;
}

function chartAsPng(done) {
  const drawing = byId("chart").querySelector("svg");
  const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
  const scale = Math.min(3, 16000 / height, 16000 / width);  // browsers refuse larger canvases
  const picture = new Image();
  picture.onload = () => {
    const canvas = element("canvas", { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(done, "image/png");
  };
  picture.onerror = () => done(null);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(chartAsSvg())}`;
}

const chartName = (kind) => `cityplans-${groupName()}.${kind}`;

function readyDownloads() {
  byId("csv").addEventListener("click", () =>
    save("cityplans-targets-selection.csv", new Blob([selectionAsCsv()], { type: "text/csv;charset=utf-8" })));
  byId("svg").addEventListener("click", () =>
    save(chartName("svg"), new Blob([chartAsSvg()], { type: "image/svg+xml" })));
  byId("png").addEventListener("click", () =>
    chartAsPng((blob) => (blob ? save(chartName("png"), blob) : window.alert(word("failed")))));
}

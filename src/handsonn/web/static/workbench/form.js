// The form's whole state: read as settings, written into the address, and put back from it.

const DEFAULTS = {
  data: "digits", target: "", task: "", missing: "", without: [], scaler: "minmax", validation_kind: "fraction",
  validation: "0.1", test_kind: "own", test: "0.2", layers: ["300", "100"], activation: "relu", optimizer: "adam",
  learning_rate: "", batch_size: "32", epochs: "20", early_stopping: "", seed: "0", job: "", diagnosis: "",
};
const LISTS = new Set(["without", "layers"]);
const APART = new Set(["job", "diagnosis"]); // what the page shows beside the form
const byId = (id) => document.getElementById(id);
const shown = { job: "", diagnosis: "" };

/** Read every control. */
export function readForm() {
  const state = { ...shown };
  for (const name of Object.keys(DEFAULTS)) {
    if (!APART.has(name) && !LISTS.has(name)) state[name] = byId(name).value;
  }
  state.layers = [...document.querySelectorAll("#layers input")].map((box) => box.value);
  state.without = [...document.querySelectorAll("#without input:checked")].map((box) => box.value);
  return state;
}

/** Put a state into the controls; what it lacks becomes the default. */
export function writeForm(given) {
  const state = { ...DEFAULTS, ...given };
  for (const name of APART) shown[name] = state[name];
  for (const name of ["data", "target"]) offer(byId(name), state[name]);
  for (const name of Object.keys(DEFAULTS)) {
    if (!APART.has(name) && !LISTS.has(name)) byId(name).value = state[name];
  }
  for (const select of document.querySelectorAll("#settings select[name]")) {
    if (select.selectedIndex < 0 && select.options.length) select.value = DEFAULTS[select.name] || select.options[0].value;
  }
  writeLayers(state.layers);
  writeWithout(state.without, state.without);
  showShares();
}

/** Make sure that a list offers a value, such as the path of a file. */
export function offer(select, value) {
  if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
}

/** Show a box per hidden layer. */
export function writeLayers(units) {
  byId("layers").replaceChildren(...units.map((value, index) => layerItem(value, index)));
}

function layerItem(value, index) {
  const item = document.createElement("li");
  const box = Object.assign(document.createElement("input"), { type: "number", min: 1, step: 1, value });
  box.setAttribute("aria-label", `Units of hidden layer ${index + 1}`);
  const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×", className: "remove" });
  remove.setAttribute("aria-label", `Remove hidden layer ${index + 1}`);
  item.append(box, remove);
  return item;
}

/** Show a tick box per column that can be left out. */
export function writeWithout(columns, chosen) {
  byId("without").replaceChildren(byId("without").querySelector("legend"), ...columns.map((name) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: name, checked: chosen.includes(name) });
    label.append(box, ` ${name}`);
    return label;
  }));
  byId("left-out").textContent = chosen.length ? `: ${chosen.length}` : "";
}

/** A share has its box only where a share is meant. */
export function showShares() {
  byId("validation").hidden = byId("validation_kind").value === "none";
  byId("test").hidden = byId("test_kind").value !== "fraction";
  byId("learning_rate").placeholder = byId("optimizer").selectedOptions[0]?.dataset.rate ?? "";
}

/** The settings as the server takes them. A box that is left empty is a missing value, and is said to be one. */
export function settingsOf(state) {
  const experiment = {
    layers: state.layers.map(number), activation: state.activation, scaler: state.scaler, optimizer: state.optimizer,
    learning_rate: state.learning_rate === "" ? null : number(state.learning_rate), batch_size: number(state.batch_size),
    epochs: number(state.epochs), early_stopping: state.early_stopping === "" ? null : number(state.early_stopping),
  };
  if (state.validation_kind === "fraction") experiment.validation = number(state.validation);
  if (state.validation_kind === "none") experiment.validation = 0;
  if (state.validation_kind === "keras") experiment.validation_split = number(state.validation);
  if (state.test_kind === "fraction") experiment.test = number(state.test);
  if (state.test_kind === "none") experiment.test = 0;
  return { data: dataOf(state), experiment, seed: number(state.seed) };
}

/** The part of the settings that says which data. */
export function dataOf(state) {
  return { name_or_path: state.data, target: state.target || null, task: state.task || null, missing: state.missing || null, without: state.without };
}

/** Settings back to a state, for a training that is found again. */
export function stateOf(settings) {
  const { data, experiment } = settings;
  const text = (value) => (value === null || value === undefined ? "" : String(value));
  const state = { data: data.name_or_path, target: text(data.target), task: text(data.task), missing: text(data.missing), without: data.without ?? [] };
  for (const name of ["activation", "scaler", "optimizer"]) if (experiment[name]) state[name] = experiment[name];
  for (const name of ["learning_rate", "batch_size", "epochs", "early_stopping"]) if (name in experiment) state[name] = text(experiment[name]);
  if (experiment.layers) state.layers = experiment.layers.map(String);
  if (experiment.validation_split) Object.assign(state, { validation_kind: "keras", validation: text(experiment.validation_split) });
  else if (experiment.validation === 0) state.validation_kind = "none";
  else if (experiment.validation) state.validation = text(experiment.validation);
  if (experiment.test === 0) state.test_kind = "none";
  else if (experiment.test) Object.assign(state, { test_kind: "fraction", test: text(experiment.test) });
  return { ...state, seed: text(settings.seed ?? 0) };
}

function number(text) {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? null : value;
}

/** Which training the page shows; it is part of the address. */
export function setJob(id) {
  shown.job = id;
}

/** Which diagnosis the page shows; it is part of the address, too. */
export function setDiagnosis(id) {
  shown.diagnosis = id;
}

/** Write what differs from the defaults into the address, so that a reload finds it. */
export function writeAddress() {
  const state = readForm(), words = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (LISTS.has(name)) {
      if (value.join("\n") !== DEFAULTS[name].join("\n")) for (const item of value.length ? value : [""]) words.append(name, item);
    } else if (value !== DEFAULTS[name]) words.set(name, value);
  }
  history.replaceState(null, "", words.size ? `#${words}` : location.pathname);
}

/** Read the address. */
export function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1)), state = {};
  for (const name of Object.keys(DEFAULTS)) {
    if (words.has(name)) state[name] = LISTS.has(name) ? words.getAll(name).filter((item) => item !== "") : words.get(name);
  }
  return state;
}

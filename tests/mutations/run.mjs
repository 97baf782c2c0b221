// Breaks the library on purpose, one line at a time, and demands that a test turns red for each break.
// node run.mjs ROOT COMPILER [LAUNCHER] [--only N,N] : breaks.json says what is broken; a table says what noticed it.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const at = args.indexOf("--only");
const only = at < 0 ? null : args.splice(at, 2)[1].split(",").map(Number);
const [root, compiler = "g++", launcher = ""] = [resolve(args[0] ?? join(here, "../..")), ...args.slice(1)];
const cases = process.env.GINNEL_DIFF_CASES ?? "10000";
const lanes = 2;

const breaks = JSON.parse(readFileSync(join(here, "breaks.json"), "utf8")).map((b, number) => ({ program: "differential", ...b, number }));
const programs = [...new Set(breaks.map((b) => b.program))];

// A makefile of its own: an object per source with its headers noted, so that a break rebuilds what it touches and no more.
const rooms = ["value", "sql", "driver", "driver/sqlite", "schema", "engine"];
function makefile() {
  const tests = programs
    .map((p) => {
      const name = (list) => list.map((f) => `o/tests/${f}.o`).join(" ");
      const files = readdirSync(join(root, "tests", p)).filter((f) => f.endsWith(".cpp") && !/_(long|threads)_test\.cpp$/.test(f));
      const shared = p === "differential" || !existsSync(join(root, "tests/support")) ? [] : readdirSync(join(root, "tests/support")).filter((f) => f.endsWith(".cpp"));
      const objects = name([...files.map((f) => `${p}/${f.slice(0, -4)}`), ...shared.map((f) => `support/${f.slice(0, -4)}`)]);
      return `test_${p}: ${objects} $(library)\n\t$(CXX) -o $@ ${objects} $(library) -lgtest -lgtest_main -lsqlite3 -lpthread`;
    })
    .join("\n");
  return `CXX := ${compiler}
# Regular expressions are the server's, which links RE2.
library := $(patsubst %.cpp,o/%.o,$(filter-out %/regexp_function.cpp,$(wildcard ${rooms.map((r) => `src/${r}/*.cpp`).join(" ")})))
all: ${programs.map((p) => `test_${p}`).join(" ")}
${tests}
o/%.o: %.cpp
\t@mkdir -p $(dir $@)
\t${launcher} $(CXX) -std=c++20 -O1 -w -MMD -Iinclude -Isrc -Itests -DGINNEL_ROOT='"."' -DGINNEL_BUILD='"."' -c $< -o $@
-include $(shell find o -name '*.d' 2>/dev/null)
`;
}

function run(command, parameters, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, parameters, { ...options, stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 });
    let output = "";
    child.stdout.on("data", (d) => (output += d));
    child.stderr.on("data", (d) => (output += d));
    child.on("close", (code, signal) => done({ code: code ?? signal, output }));
  });
}

const lastLines = (text) => text.trimEnd().split("\n").slice(-25).join("\n");

async function build(folder, target, jobs) {
  const made = await run("make", ["-s", `-j${jobs}`, target], { cwd: folder });
  return made.code === 0 ? null : lastLines(made.output);
}
const test = (folder, program, count = cases) =>
  run(join(folder, `test_${program}`), ["--gtest_brief=1"], { cwd: folder, env: { ...process.env, GINNEL_DIFF_CASES: count } });

function noticed(output, asked = cases) {
  const failed = output.match(/\[  FAILED  \] ([\w.]+)/)?.[1] ?? "crash";
  const count = output.match(/Which is: (\d+)\n\s*0U/)?.[1];
  return count ? `${failed}: ${count} of ${asked} cases` : failed;
}

/// Applies one break to a lane's copy, rebuilds, asks the test and takes the break back.
async function judge(folder, b) {
  const path = join(folder, b.file);
  const sound = readFileSync(path, "utf8");
  const parts = sound.split(b.old);
  if (parts.length !== 2) return { ...b, bad: `its line stands ${parts.length - 1} times in the file: mend breaks.json` };
  try {
    writeFileSync(path, parts.join(b.new));
    const refused = await build(folder, `test_${b.program}`, 1);
    if (refused) return { ...b, bad: `does not compile:\n${refused}` };
    // Breaks of rare questions say how many cases it takes to meet one.
    const found = await test(folder, b.program, b.cases);
    return found.code === 0 ? { ...b, bad: "no test noticed" } : { ...b, by: noticed(found.output, b.cases) };
  } finally {
    writeFileSync(path, sound);
    utimesSync(path, new Date(), new Date()); // newer than the broken object
  }
}

const scratch = mkdtempSync(join(tmpdir(), "ginnel-mutations-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const started = Date.now();
const folders = Array.from({ length: lanes }, (_, i) => join(scratch, `lane${i}`));
for (const part of ["include", ...rooms.map((r) => `src/${r}`), "tests/support", ...programs.map((p) => `tests/${p}`)])
  if (existsSync(join(root, part))) cpSync(join(root, part), join(folders[0], part), { recursive: true, preserveTimestamps: true });
mkdirSync(join(folders[0], "o"));
writeFileSync(join(folders[0], "Makefile"), makefile());
const refused = await build(folders[0], "all", lanes);
if (refused) {
  console.error(`The sound sources do not build:\n${refused}`);
  process.exit(1);
}
for (const p of programs) {
  const found = await test(folders[0], p);
  if (found.code !== 0) {
    console.error(`test_${p} is red without any break:\n${lastLines(found.output)}`);
    process.exit(1);
  }
}
// Objects and their times come along, so that the other lanes need not build.
for (const folder of folders.slice(1)) cpSync(folders[0], folder, { recursive: true, preserveTimestamps: true });

const waiting = breaks.filter((b) => !only || only.includes(b.number));
const results = [];
await Promise.all(
  folders.map(async (folder) => {
    for (let b; (b = waiting.shift()); ) results.push(await judge(folder, b));
  }),
);

results.sort((a, b) => a.number - b.number);
for (const r of results)
  console.log(`${r.bad ? "MISSED" : "red   "} ${String(r.number).padStart(2)} ${r.file.replace("src/", "").padEnd(29)} ${r.why}\n          ${r.bad ?? r.by}`);
const missed = results.filter((r) => r.bad).length;
console.log(`${results.length - missed} of ${results.length} breaks turned a test red; ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(missed ? 1 : 0);

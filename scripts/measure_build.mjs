// What Ginnel costs its user's build: seconds and memory of the README's program, and of generated programs of 5 to 40
// models with 30 members each, which shows how the cost grows.
// node scripts/measure_build.mjs [--build DIR] [--best N] [--write] [--check]
//   --build  where libginnel.a stands (build)      --best   runs of each, of which the cheapest counts (5)
//   --write  puts the tables into README.md between its markers
//   --check  exit 1 if the README's program costs GCC more than 2.5 s or 400 MiB, or if the growth is not linear
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { membersPerModel, program } from "./measure_build_program.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const mostSeconds = 2.5;
const mostMib = 400;
// What a model more costs at the end of the row, by what it costs at its start. Quadratic growth would give 2.4; a busy machine
// moves it by some tenths.
const mostBend = 1.7;
const sizes = [5, 10, 20, 40];

function fail(message) {
    console.error(`measure_build: ${message}`);
    process.exit(2);
}

function options(argv) {
    const o = { build: join(root, "build"), best: 5, write: false, check: false };
    for (let i = 0; i < argv.length; ++i) {
        if (argv[i] === "--write" || argv[i] === "--check") o[argv[i].slice(2)] = true;
        else if (argv[i] === "--build" && argv[i + 1]) o.build = resolve(argv[++i]);
        else if (argv[i] === "--best" && Number(argv[i + 1]) > 0) o.best = Number(argv[++i]);
        else fail(`cannot read ${argv[i]}`);
    }
    return o;
}

const o = options(process.argv.slice(2));
const library = join(o.build, "libginnel.a");
if (!existsSync(library)) fail(`${library} is missing: build first, or name the build folder with --build`);
const cache = readFileSync(join(o.build, "CMakeCache.txt"), "utf8");
const cached = (name) => new RegExp(`^${name}:[A-Z]+=(.*)$`, "m").exec(cache)?.[1];
const libraries = [library, "-lsqlite3", ...(cached("GINNEL_POSTGRES") === "ON" ? ["-lpq"] : []), "-pthread"];

const found = (...names) => names.find((name) => spawnSync(name, ["--version"]).status === 0);
const gcc = found("g++", "g++-12") ?? fail("g++ was not found");
const clang = found("clang++-14", "clang++");

const folder = mkdtempSync(join(tmpdir(), "measure_build."));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const helper = join(folder, "usage");
if (spawnSync(gcc, ["-O1", "-std=c++20", join(root, "scripts/measure_build.cpp"), "-o", helper], { stdio: "inherit" }).status !== 0)
    fail("the helper did not compile");

// Compiles and links `source`, several times, and gives the least of each figure: what other programs add is noise.
function cost(compiler, level, source, best = o.best) {
    const command = [compiler, "-std=c++20", level, `-I${join(root, "include")}`, source, "-o", join(folder, "program"), ...libraries];
    const runs = [];
    for (let i = 0; i < best; ++i) {
        const done = spawnSync(helper, command, { encoding: "utf8", env: { ...process.env, CCACHE_DISABLE: "1" } });
        if (done.status !== 0) fail(`${command.join(" ")}\n${done.stderr}`);
        runs.push(JSON.parse(done.stdout));
    }
    const least = (figure) => Math.min(...runs.map((run) => run[figure]));
    return { wall: least("wall"), cpu: least("cpu"), mib: least("mib") };
}

// Least squares through (size, seconds): a fixed part for the headers, a part for each model, and how far off it is.
function line(points) {
    const mean = (of) => points.reduce((sum, p) => sum + of(p), 0) / points.length;
    const [x, y] = [mean((p) => p[0]), mean((p) => p[1])];
    const slope = mean((p) => (p[0] - x) * (p[1] - y)) / mean((p) => (p[0] - x) ** 2);
    const at = (size) => y + slope * (size - x);
    const off = Math.max(...points.map(([size, value]) => Math.abs(value - at(size)) / value));
    const between = ([a, b], [c, d]) => (d - b) / (c - a);
    const bend = between(points.at(-2), points.at(-1)) / between(points[0], points.at(-2));
    return { fixed: at(0), slope, off, bend };
}

const out = [];
const print = (text) => {
    console.log(text);
    out.push(text);
};
const problems = [];
const name = (compiler) => (compiler === gcc ? "GCC" : "Clang");

print("| the program above | wall s | CPU s | peak MiB |");
print("|---|---:|---:|---:|");
const blog = join(root, "examples/blog/blog.cpp");
for (const compiler of [gcc, clang].filter(Boolean))
    for (const level of ["-O0", "-O2"]) {
        const c = cost(compiler, level, blog);
        print(`| ${name(compiler)} ${level} | ${c.wall.toFixed(2)} | ${c.cpu.toFixed(2)} | ${c.mib.toFixed(0)} |`);
        if (compiler !== gcc) continue;
        // CPU time, which a busy machine does not stretch as it does the time on the wall; on a quiet one both are equal.
        if (Math.min(c.cpu, c.wall) > mostSeconds) problems.push(`the README's program takes GCC ${c.cpu.toFixed(2)} s at ${level}, more than ${mostSeconds}`);
        if (c.mib > mostMib) problems.push(`the README's program takes GCC ${c.mib.toFixed(0)} MiB at ${level}, more than ${mostMib}`);
    }

print("");
print(`| models of ${membersPerModel} members | ${sizes.join(" | ")} | each model | off a line by at most |`);
print(`|---|${sizes.map(() => "---:|").join("")}---:|---:|`);
for (const compiler of [gcc, clang].filter(Boolean))
    for (const level of ["-O0", "-O2"]) {
        const costs = sizes.map((size) => {
            const source = join(folder, `models_${size}.cpp`);
            writeFileSync(source, program(size));
            const c = cost(compiler, level, source, Math.min(o.best, 3));
            // Once: a program whose models are wrong would measure something else.
            if (size === sizes[0] && compiler === gcc && level === "-O0" && spawnSync(join(folder, "program"), { stdio: "inherit" }).status !== 0)
                fail("the generated program does not run");
            return c;
        });
        const seconds = line(sizes.map((size, i) => [size, costs[i].cpu]));
        const mib = line(sizes.map((size, i) => [size, costs[i].mib]));
        print(`| ${name(compiler)} ${level} CPU s | ${costs.map((c) => c.cpu.toFixed(2)).join(" | ")} | ${seconds.slope.toFixed(2)} | ${(seconds.off * 100).toFixed(0)} % |`);
        print(`| ${name(compiler)} ${level} peak MiB | ${costs.map((c) => c.mib.toFixed(0)).join(" | ")} | ${mib.slope.toFixed(1)} | ${(mib.off * 100).toFixed(0)} % |`);
        for (const [what, fit] of [["seconds", seconds], ["MiB", mib]])
            if (fit.bend > mostBend) problems.push(`${name(compiler)} ${level}: a model more costs ${fit.bend.toFixed(2)} times the ${what} at the end of the row, so the growth is not linear`);
    }

if (o.write) {
    const begin = "<!-- build-cost:begin -->";
    const end = "<!-- build-cost:end -->";
    const readme = join(root, "README.md");
    const text = existsSync(readme) ? readFileSync(readme, "utf8") : "";
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) fail(`README.md lacks the lines ${begin} and ${end}`);
    writeFileSync(readme, `${text.slice(0, from + begin.length)}\n\n${out.join("\n")}\n\n${text.slice(to)}`);
}
for (const problem of problems) console.error(`measure_build: ${problem}`);
process.exit(o.check && problems.length ? 1 : 0);

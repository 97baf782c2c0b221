// Holds the documents to the code. Every ```cpp block of README.md and docs/**/*.md is either a program (it contains
// `int main`), which is compiled and run here, or a fragment, whose file is named by `<!-- fragment of <file> -->` on the
// line above and must contain it word for word. README.md holds examples/blog/blog.cpp unchanged.
// Usage: node extract.mjs --root ROOT --out FOLDER --compiler COMPILER -- FLAGS... -- LIBRARIES...
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

const args = process.argv.slice(2);
const firstMark = args.indexOf("--");
const secondMark = args.indexOf("--", firstMark + 1);
const option = (name) => args[args.indexOf(name) + 1];
const root = option("--root");
const out = option("--out");
const compiler = option("--compiler");
const flags = args.slice(firstMark + 1, secondMark);
const libraries = args.slice(secondMark + 1);

const problems = [];
const read = (file) => readFileSync(join(root, file), "utf8");

function documents() {
    const found = existsSync(join(root, "README.md")) ? ["README.md"] : [];
    if (existsSync(join(root, "docs"))) {
        for (const file of readdirSync(join(root, "docs"), { recursive: true }).sort()) {
            if (file.endsWith(".md")) found.push(join("docs", file));
        }
    }
    return found;
}

function blocksOf(file) {
    const blocks = [];
    let above = "";
    let open;
    read(file).split("\n").forEach((line, index) => {
        if (open === undefined && /^```(cpp|c\+\+|cxx)\b/.test(line)) {
            open = { file, line: index + 1, above, lines: [] };
        } else if (open !== undefined && /^```\s*$/.test(line)) {
            blocks.push({ ...open, text: open.lines.join("\n") + "\n" });
            open = undefined;
            above = "";
        } else if (open !== undefined) {
            open.lines.push(line);
        } else if (line.trim() !== "") {
            above = line.trim();
        }
    });
    if (open !== undefined) problems.push(`${file}:${open.line}: the block is never closed`);
    return blocks;
}

function run(where, command, commandArgs, options = {}) {
    const result = spawnSync(command, commandArgs, { encoding: "utf8", timeout: 300_000, ...options });
    if (result.status === 0) return true;
    const cause = result.error?.message ?? result.signal ?? `exit ${result.status}`;
    problems.push(`${where}: ${cause}\n${result.stdout ?? ""}${result.stderr ?? ""}`.trimEnd());
    return false;
}

const strict = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", join(root, "include")];

function compileAndRun(block) {
    const where = `${block.file}:${block.line}`;
    const name = where.replace(/[^A-Za-z0-9]+/g, "_");
    const source = join(out, `${name}.cpp`);
    writeFileSync(source, block.text);
    const program = join(out, name);
    if (!run(`${where} does not build`, compiler, [...flags, ...strict, source, "-o", program, ...libraries])) return;
    const scratch = mkdtempSync(join(tmpdir(), "ginnel-docs-"));
    run(`${where} does not run`, program, [], { cwd: scratch });
    rmSync(scratch, { recursive: true });
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const blocks = documents().flatMap(blocksOf);
let programs = 0;
for (const block of blocks) {
    const where = `${block.file}:${block.line}`;
    const fragment = /^<!-- fragment of (\S+) -->$/.exec(block.above)?.[1];
    if (/\bint main\b/.test(block.text)) {
        programs += 1;
        compileAndRun(block);
    } else if (fragment === undefined) {
        problems.push(`${where}: is no program and no "<!-- fragment of <file> -->" stands above it`);
    } else if (!existsSync(join(root, fragment))) {
        problems.push(`${where}: ${fragment} does not exist`);
    } else if (!read(fragment).includes(block.text)) {
        problems.push(`${where}: does not stand word for word in ${fragment}`);
    }
}

const blog = "examples/blog/blog.cpp";
const shown = blocks.filter((block) => block.file === "README.md" && /\bint main\b/.test(block.text));
if (!existsSync(join(root, blog))) problems.push(`${blog} does not exist`);
else if (shown.length === 0) problems.push(`README.md does not show ${blog}`);
else if (shown.some((block) => block.text !== read(blog))) problems.push(`a program of README.md differs from ${blog}`);

for (const problem of problems) console.error(problem);
console.log(`${blocks.length} blocks, ${programs} programs, ${problems.length} problem(s)`);
process.exitCode = problems.length === 0 ? 0 : 1;

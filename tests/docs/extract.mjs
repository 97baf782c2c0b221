// Holds the documents to the code. Every ```cpp block of README.md and docs/**/*.md is either a program (it contains
// `int main`), which is compiled and run here, or a fragment, whose file is named by `<!-- fragment of <file> -->` on the
// line above and must contain it word for word. README.md holds examples/blog/blog.cpp unchanged. A page
// docs/guide/<page>.md that has a program examples/guide/<page>.cpp is held to it instead: see guide_page.mjs.
// Usage: node extract.mjs --root ROOT --out FOLDER --compiler COMPILER [--only PAGE] -- FLAGS... -- LIBRARIES...
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { blocksOf, isCpp, placeOf, textOf } from "./blocks.mjs";
import { guideProblems } from "./guide_page.mjs";

const args = process.argv.slice(2);
const firstMark = args.indexOf("--");
const secondMark = args.indexOf("--", firstMark + 1);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const root = option("--root");
const out = option("--out");
const compiler = option("--compiler");
const only = option("--only");
const flags = args.slice(firstMark + 1, secondMark);
const libraries = args.slice(secondMark + 1);
const atOnce = 2;

const problems = [];
const read = (file) => readFileSync(join(root, file), "utf8");

function documents() {
    const found = existsSync(join(root, "README.md")) ? ["README.md"] : [];
    if (existsSync(join(root, "docs"))) {
        for (const file of readdirSync(join(root, "docs"), { recursive: true }).sort()) {
            if (file.endsWith(".md")) found.push(join("docs", file));
        }
    }
    return found.filter((file) => only === undefined || basename(file, ".md") === only);
}

// What a command printed; undefined where it failed, which is told.
function run(where, command, commandArgs, options = {}) {
    return new Promise((resolve) => {
        const child = spawn(command, commandArgs, { timeout: 300_000, stdio: ["ignore", "pipe", "pipe"], ...options });
        const printed = { stdout: "", stderr: "" };
        for (const stream of ["stdout", "stderr"]) {
            child[stream].setEncoding("utf8");
            child[stream].on("data", (text) => (printed[stream] += text));
        }
        const fail = (cause) => {
            problems.push(`${where}: ${cause}\n${printed.stdout}${printed.stderr}`.trimEnd());
            resolve(undefined);
        };
        child.on("error", (error) => fail(error.message));
        child.on("close", (code, signal) => (code === 0 ? resolve(printed.stdout) : fail(signal ?? `exit ${code}`)));
    });
}

const strict = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", join(root, "include")];

async function compileAndRun(where, source, name) {
    const program = join(out, name);
    const built = await run(`${where} does not build`, compiler, [...flags, ...strict, source, "-o", program, ...libraries]);
    if (built === undefined) return undefined;
    const scratch = mkdtempSync(join(tmpdir(), "ginnel-docs-"));
    const printed = await run(`${where} does not run`, program, [], { cwd: scratch });
    rmSync(scratch, { recursive: true });
    return printed;
}

async function holdProgram(block) {
    const name = placeOf(block).replace(/[^A-Za-z0-9]+/g, "_");
    const source = join(out, `${name}.cpp`);
    writeFileSync(source, textOf(block));
    await compileAndRun(placeOf(block), source, name);
}

async function holdPage(page, program, blocks) {
    const printed = await compileAndRun(program, join(root, program), `guide_${basename(program, ".cpp")}`);
    if (printed !== undefined) problems.push(...guideProblems(blocks, program, read(program), printed));
}

function holdFragment(block) {
    const fragment = /^<!-- fragment of (\S+) -->$/.exec(block.above)?.[1];
    if (fragment === undefined) {
        problems.push(`${placeOf(block)}: is no program and no "<!-- fragment of <file> -->" stands above it`);
    } else if (!existsSync(join(root, fragment))) {
        problems.push(`${placeOf(block)}: ${fragment} does not exist`);
    } else if (!read(fragment).includes(textOf(block))) {
        problems.push(`${placeOf(block)}: does not stand word for word in ${fragment}`);
    }
}

const guidePrograms = "examples/guide";
const programOf = (page) => {
    const program = `${guidePrograms}/${basename(page, ".md")}.cpp`;
    return page === join("docs", "guide", basename(page)) && existsSync(join(root, program)) ? program : undefined;
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const work = [];
let count = 0;
let readmePrograms = [];
const pages = documents();
for (const page of pages) {
    const blocks = blocksOf(page, read(page), problems);
    const program = programOf(page);
    if (program !== undefined) {
        count += blocks.length;
        work.push(() => holdPage(page, program, blocks));
        continue;
    }
    const cpp = blocks.filter(isCpp);
    count += cpp.length;
    for (const block of cpp) {
        if (!/\bint main\b/.test(textOf(block))) holdFragment(block);
        else work.push(() => holdProgram(block));
    }
    if (page === "README.md") readmePrograms = cpp.filter((block) => /\bint main\b/.test(textOf(block)));
}
const programs = work.length;
await Promise.all(
    Array.from({ length: atOnce }, async () => {
        while (work.length > 0) await work.shift()();
    }),
);

if (only === undefined) {
    const blog = "examples/blog/blog.cpp";
    if (!existsSync(join(root, blog))) problems.push(`${blog} does not exist`);
    else if (readmePrograms.length === 0) problems.push(`README.md does not show ${blog}`);
    else if (readmePrograms.some((block) => textOf(block) !== read(blog))) problems.push(`a program of README.md differs from ${blog}`);
    if (existsSync(join(root, guidePrograms))) {
        for (const file of readdirSync(join(root, guidePrograms)).filter((name) => name.endsWith(".cpp"))) {
            const page = join("docs", "guide", `${basename(file, ".cpp")}.md`);
            if (!pages.includes(page)) problems.push(`${guidePrograms}/${file}: there is no ${page}`);
        }
    }
}

for (const problem of problems) console.error(problem);
console.log(`${count} blocks, ${programs} programs, ${problems.length} problem(s)`);
process.exitCode = problems.length === 0 ? 0 : 1;

// Each case of this folder is compiled twice: as it stands it must compile, with -DMISTAKE it must not, and the sentence
// of its line `// expect: <sentence>` must stand in exactly one of the compiler's errors. Where no static_assert can say it,
// the text of a line `// shows: <text>` must stand in what the compiler shows of the source beside the error.
// Usage: node run.mjs ROOT COMPILER [case...]
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const [root, compiler, ...chosen] = process.argv.slice(2);
const folder = join(root, "tests/must_not_compile");
const atOnce = 2;
const cases = readdirSync(folder)
    .filter((file) => file.endsWith(".cpp"))
    .filter((file) => chosen.length === 0 || chosen.includes(basename(file, ".cpp")))
    .sort();

const flags = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", join(root, "include")];
// The compilers shorten long types and quote in the locale's own marks.
const environment = { ...process.env, LC_ALL: "C" };

function compile(args) {
    return new Promise((resolve, reject) => {
        const child = spawn(compiler, args, { env: environment });
        let output = "";
        child.stdout.on("data", (data) => (output += data));
        child.stderr.on("data", (data) => (output += data));
        child.on("error", reject);
        child.on("close", (status) => resolve({ status, output }));
    });
}

const scratch = mkdtempSync(join(tmpdir(), "ginnel-must-not-compile-"));
const problems = [];
const indent = (text) => text.trimEnd().split("\n").slice(0, 40).map((line) => `      ${line}`).join("\n");

async function judge(file, precompiled) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const sentence = /^\/\/ expect: (.+?)\s*$/m.exec(text)?.[1];
    if (sentence === undefined) return problems.push(`${file}: has no line "// expect: <sentence>"`);
    if (!/^\s*#\s*if(def|ndef)?\b.*\bMISTAKE\b/m.test(text)) return problems.push(`${file}: has no #ifdef MISTAKE`);
    if (!/#include <ginnel\//.test(text)) return problems.push(`${file}: includes no header of Ginnel`);

    const right = await compile([...flags, ...precompiled, "-fsyntax-only", path]);
    if (right.status !== 0) problems.push(`${file}: does not compile without the mistake:\n${indent(right.output)}`);
    const wrong = await compile([...flags, ...precompiled, "-DMISTAKE", "-fsyntax-only", path]);
    if (wrong.status === 0) return problems.push(`${file}: compiles with the mistake`);
    const shown = /^\/\/ shows: (.+?)\s*$/m.exec(text)?.[1];
    if (shown !== undefined && !wrong.output.includes(shown)) problems.push(`${file}: "${shown}" is not shown:\n${indent(wrong.output)}`);
    const errors = wrong.output.split("\n").filter((line) => line.includes("error:"));
    const said = errors.filter((line) => line.includes(sentence)).length;
    if (said !== 1) problems.push(`${file}: "${sentence}" is said ${said} times, not once:\n${indent(errors.join("\n"))}`);
}

try {
    let precompiled = [];
    if (cases.length > 1) {
        // The umbrella is parsed once for all cases; both compilers find all.hpp.gch beside all.hpp.
        const header = join(scratch, "all.hpp");
        writeFileSync(header, "#include <ginnel/ginnel.hpp>\n");
        const made = await compile([...flags, "-x", "c++-header", header, "-o", `${header}.gch`]);
        if (made.status !== 0) problems.push(`the umbrella does not compile:\n${indent(made.output)}`);
        else precompiled = ["-include", header];
    }
    const open = [...cases];
    const worker = async () => {
        while (open.length > 0) await judge(open.shift(), precompiled);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
} finally {
    rmSync(scratch, { recursive: true });
}

if (chosen.length > 0 && cases.length < chosen.length) problems.push("a case that was asked for does not exist");
for (const problem of problems) console.error(problem);
console.log(`${cases.length} cases with ${basename(compiler)}, ${problems.length} problem(s)`);
process.exitCode = problems.length === 0 ? 0 : 1;

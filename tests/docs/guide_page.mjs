// Holds a page of docs/guide/ to its program, examples/guide/<page>.cpp: its C++ blocks stand in the source, its SQL blocks
// and its output are what the program says when it runs. Returns the problems found, each beginning with its place.
import { dedented, isCpp, longestRun, placeOf } from "./blocks.mjs";

const oneSpace = (text) => text.replace(/\s+/g, " ").trim();
const equal = (a, b) => a === b;
const quoted = (lines) => lines.map((line) => `    ${line}`).join("\n");

// A block's statements with the lines on which they begin. A statement ends by `;` at the end of a line.
function statementsOf(block) {
    const statements = [];
    let lines = [];
    let begun = 0;
    block.lines.forEach((line, index) => {
        if (line.trim() === "") return;
        if (lines.length === 0) begun = block.line + 1 + index;
        lines.push(line);
        if (/;\s*$/.test(line)) {
            statements.push({ line: begun, text: oneSpace(lines.join(" ")).replace(/\s*;$/, "") });
            lines = [];
        }
    });
    if (lines.length > 0) statements.push({ line: begun, text: oneSpace(lines.join(" ")), unended: true });
    return statements;
}

// The block's lines in the source, line for line, but for the indentation of the whole.
function standsIn(source, lines) {
    const wanted = dedented(lines).join("\n");
    for (let at = 0; at + lines.length <= source.length; at += 1) {
        if (source[at].trim() === lines[0].trim() && dedented(source.slice(at, at + lines.length)).join("\n") === wanted)
            return true;
    }
    return false;
}

function cppProblem(block, source, program) {
    if (block.lines.length === 0 || standsIn(source, block.lines)) return undefined;
    const trimmed = (line) => line.trim();
    const run = longestRun(block.lines.map(trimmed), source.map(trimmed), equal);
    const line = block.line + 1 + Math.min(run.length, block.lines.length - 1);
    const indentation = run.length === block.lines.length ? " but for its indentation" : "";
    const stands = indentation === "" ? `\n  ${program}:${run.at + run.length + 1} has\n${quoted([source[run.at + run.length] ?? "(its end)"])}` : "";
    return `${block.file}:${line}: the block does not stand in ${program}${indentation}; the page says\n${quoted([block.lines[line - block.line - 1]])}${stands}`;
}

// Where in the log the search goes on; a problem leaves it where it was.
function sqlProblem(block, log, from) {
    const statements = statementsOf(block);
    const unended = statements.find((statement) => statement.unended);
    if (unended !== undefined) return { problem: `${block.file}:${unended.line}: the statement does not end by ";"`, next: from };
    if (statements.length === 0) return { problem: `${placeOf(block)}: the block has no statement`, next: from };
    const texts = statements.map((statement) => statement.text);
    const run = longestRun(texts, log, equal, from);
    if (run.length === texts.length) return { next: run.at + run.length };
    const failed = statements[run.length];
    const ran = run.length === 0 ? log.slice(from, from + 6) : log.slice(run.at + run.length, run.at + run.length + 1);
    const told = ran.length === 0 ? quoted(["(no more statements)"]) : quoted(ran);
    return { problem: `${block.file}:${failed.line}: the page says that this runs\n${quoted([failed.text])}\n  what ran there\n${told}`, next: from };
}

function textProblem(block, output) {
    const wanted = block.lines.map((line) => line.trimEnd());
    const run = longestRun(wanted, output, equal);
    if (run.length === wanted.length) return undefined;
    const printed = run.length === 0 ? output.slice(0, 30) : output.slice(run.at + run.length, run.at + run.length + 1);
    return `${block.file}:${block.line + 1 + run.length}: the page says that this is printed\n${quoted([wanted[run.length]])}\n  what was printed there\n${quoted(printed.length === 0 ? ["(nothing more)"] : printed)}`;
}

export function guideProblems(blocks, program, source, printed) {
    const problems = [];
    const sourceLines = source.split("\n");
    const lines = printed.replace(/\n$/, "").split("\n");
    const log = lines.filter((line) => line.startsWith("sql> ")).map((line) => oneSpace(line.slice(5)));
    const output = lines.filter((line) => !line.startsWith("sql> ")).map((line) => line.trimEnd());
    let next = 0;
    for (const block of blocks) {
        if (isCpp(block)) {
            problems.push(cppProblem(block, sourceLines, program));
        } else if (block.language === "sql") {
            const told = sqlProblem(block, log, next);
            next = told.next;
            problems.push(told.problem);
        } else if (block.language === "text" || block.language === "json") {
            problems.push(textProblem(block, output));
        } else {
            problems.push(`${placeOf(block)}: a block of the guide is cpp, sql, text or json, which a run can confirm, and this is "${block.language}"`);
        }
    }
    return problems.filter((problem) => problem !== undefined);
}

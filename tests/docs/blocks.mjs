// The fenced blocks of a document, and what two texts must share to be the same piece.

// [{ file, line, language, above, lines }]: `line` is that of the fence, `above` the last line of prose before it.
// Blocks that are never closed are told to `problems`.
export function blocksOf(file, text, problems) {
    const blocks = [];
    let above = "";
    let open;
    text.split("\n").forEach((line, index) => {
        const fence = /^```(\S*)\s*$/.exec(line);
        if (open === undefined && fence) {
            open = { file, line: index + 1, language: fence[1], above, lines: [] };
        } else if (open !== undefined && fence?.[1] === "") {
            blocks.push(open);
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

export const isCpp = (block) => /^(cpp|c\+\+|cxx)$/.test(block.language);
export const textOf = (block) => block.lines.join("\n") + "\n";
export const placeOf = (block) => `${block.file}:${block.line}`;

// Lines without the indentation that all of them share, and without space at their ends.
export function dedented(lines) {
    const widths = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)[0].length);
    const common = widths.length === 0 ? 0 : Math.min(...widths);
    return lines.map((line) => line.slice(common).trimEnd());
}

// How many of `lines` stand one after another in `found` at best, and where that run begins.
export function longestRun(lines, found, same, from = 0) {
    let best = { length: 0, at: from };
    for (let at = from; at < found.length; at += 1) {
        let length = 0;
        while (length < lines.length && at + length < found.length && same(lines[length], found[at + length])) length += 1;
        if (length > best.length) best = { length, at };
        if (length === lines.length) break;
    }
    return best;
}

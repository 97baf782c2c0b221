// What the layout checks share: the files of a source tree and the headers that they include.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export function filesBelow(root, folder, ending) {
    const start = join(root, folder);
    if (!existsSync(start)) return [];
    return readdirSync(start, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && ending.test(entry.name))
        .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
        .filter((file) => !/(^|\/)node_modules\//.test(file))
        .sort();
}

export const linesOf = (root, file) => readFileSync(join(root, file), "utf8").split("\n");

export function includesOf(root, file) {
    const found = [];
    linesOf(root, file).forEach((line, index) => {
        const match = /^\s*#\s*include\s*(<([^>]+)>|"([^"]+)")/.exec(line);
        if (match) found.push({ line: index + 1, angled: match[2] !== undefined, name: match[2] ?? match[3] });
    });
    return found;
}

export function report(title, violations) {
    if (violations.length === 0) return;
    console.error(`${title}: ${violations.length} violation(s)`);
    for (const violation of violations) console.error(`  ${violation}`);
    process.exitCode = 1;
}

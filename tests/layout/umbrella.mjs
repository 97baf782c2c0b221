// Every public header for users is reached from <ginnel/ginnel.hpp>. Usage: node umbrella.mjs ROOT
import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, includesOf, report } from "./tree.mjs";

const root = process.argv[2] ?? ".";
const umbrella = "include/ginnel/ginnel.hpp";
const violations = [];

if (!existsSync(join(root, umbrella))) {
    violations.push(`${umbrella} is missing`);
} else {
    const reached = new Set();
    const open = [umbrella];
    while (open.length > 0) {
        const file = open.pop();
        if (reached.has(file) || !existsSync(join(root, file))) continue;
        reached.add(file);
        for (const include of includesOf(root, file)) {
            if (include.name.startsWith("ginnel/")) open.push(`include/${include.name}`);
        }
    }
    const expected = ["value", "typed", "app"].flatMap((room) => filesBelow(root, `include/ginnel/${room}`, /\.hpp$/));
    for (const file of expected) {
        if (!reached.has(file)) violations.push(`${file} is not reached from ${umbrella}`);
    }
}
report("umbrella", violations);

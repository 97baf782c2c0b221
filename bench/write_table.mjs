// Writes the ratios of bench/run.sh into bench/README.md between its markers. Usage: node write_table.mjs RATIOS.json README
import { readFileSync, writeFileSync } from "node:fs";

const [ratiosFile, readme] = process.argv.slice(2);
const { results, rounds, samples } = JSON.parse(readFileSync(ratiosFile, "utf8"));

const begin = "<!-- ratios:begin -->";
const end = "<!-- ratios:end -->";

const number = (n) => Math.round(n).toLocaleString("en-US");

function row(r) {
    if (!r.floor) return `| ${r.workload} | ${r.verdict} | | | | | |`;
    const interval = `${r.low.toFixed(2)} – ${r.high.toFixed(2)}`;
    const per = (side) => (side.ns / side.rows).toFixed(0);
    const cells = [
        r.workload,
        `**${r.ratio.toFixed(2)}**`,
        interval,
        r.bar?.toFixed(2) ?? "",
        `${per(r.floor)} / ${per(r.contender)}`,
        `${number(r.floor.statements)} / ${number(r.contender.statements)}`,
        `${number(r.floor.allocations)} / ${number(r.contender.allocations)}`,
    ];
    return `| ${cells.join(" | ")} |`;
}

const table = [
    "Made by `bench/run.sh` (or `make bench`): " +
        `${rounds} rounds, each the median of ${samples} runs of both programs. The ratio is Ginnel's time by the floor's.`,
    "",
    "| workload | ratio | 95 % interval | bar | ns per row, floor / Ginnel | statements | allocations |",
    "|---|---:|---:|---:|---:|---:|---:|",
    ...results.map(row),
].join("\n");

const text = readFileSync(readme, "utf8");
const from = text.indexOf(begin);
const to = text.indexOf(end);
if (from < 0 || to < from) {
    console.error(`write_table: ${readme} lacks the lines ${begin} and ${end}`);
    process.exit(1);
}
writeFileSync(readme, `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`);

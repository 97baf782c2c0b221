// The contender keeps the floor's contract, on a small data set and without a clock: the same rows, checksums and number of
// statements, twice in a row; and text in an integer column is an error, which raw code would read as a zero.
// Usage: node agrees.mjs FOLDER_OF_PROGRAMS, run in a folder that takes files.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

const programs = process.argv[2] ?? fail("name the folder of the programs");
const database = "agrees.db";
const small = { countries: 40, owners: 1500, entries: 50, feeds: 20, finds: 1500, stream: 3500 };
const workloads = [
    "preload_through", "preload_nested", "preload_pivot", "belongs_to", "deep_through", "find_by_key", "find_by_key_pool",
    "group_limit_small", "group_limit_large", "where_has", "with_count", "stream", "scale_1k", "scale_10k",
];

function fail(message) {
    console.error(`agrees: ${message}`);
    process.exit(1);
}

function call(program, ...options) {
    const done = spawnSync(`${programs}/${program}`, options, { encoding: "utf8" });
    if (done.error) fail(`${program}: ${done.error.message}`);
    return done;
}

// What both programs must agree on, of each repetition.
function results(program, workload) {
    const done = call(program, "run", "--db", database, "--workload", workload, "--repeat", "2");
    if (done.status !== 0) fail(`${program} ${workload}: exit ${done.status}: ${done.stderr.trim()}`);
    return done.stdout.trim().split("\n").map((line) => {
        const { rows, checksum, statements } = JSON.parse(line);
        return `${rows} rows, checksum ${checksum}, ${statements} statements`;
    });
}

function make() {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(database + suffix, { force: true });
    const made = call("floor_sqlite", "make", "--db", database, ...Object.entries(small).flatMap(([name, n]) => [`--${name}`, `${n}`]));
    if (made.status !== 0) fail(`the data set could not be made: ${made.stderr}`);
}

make();
for (const workload of workloads) {
    const floor = results("floor_sqlite", workload);
    const contender = results("bench_ginnel", workload);
    for (const [i, expected] of floor.entries())
        if (contender[i] !== expected) fail(`${workload}, repetition ${i + 1}: ${contender[i]}; the floor has ${expected}`);
}

if (call("bench_ginnel", "run", "--db", database, "--workload", "no_such").status !== 3) fail("a workload that is not there must exit 3");

const spoilt = spawnSync("sqlite3", [database, "update users set age = 'old' where id = 7"], { encoding: "utf8" });
if (spoilt.status !== 0) fail(`sqlite3: ${spoilt.stderr ?? spoilt.error}`);
const wrong = call("bench_ginnel", "run", "--db", database, "--workload", "preload_nested", "--repeat", "1");
if (wrong.status !== 1 || !/users.*age/s.test(wrong.stderr) || !/old/.test(wrong.stderr))
    fail(`text in an integer column: exit ${wrong.status}, "${wrong.stderr.trim()}"; expected an error that names users, age and what was found`);
console.log(`agrees: ${workloads.length} workloads`);

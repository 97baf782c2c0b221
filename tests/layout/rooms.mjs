// Holds the source to the table of rooms: which room may include which, what a public header may include, how long a
// file may be, how full a folder. Prints all violations at once. Usage: node rooms.mjs ROOT
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { filesBelow, includesOf, linesOf, report } from "./tree.mjs";

const root = process.argv[2] ?? ".";

const below = ["value", "sql", "driver", "schema"];
const mayUse = {
    value: [],
    sql: ["value"],
    driver: ["value", "sql"],
    schema: ["value", "sql"],
    engine: below,
    typed: ["engine", ...below],
    app: ["engine", ...below],
    rest: ["app", "value", "schema"],
    cli: ["typed", "app", "rest", "schema", "value"],
};

// A driver knows the room `driver` and no other driver; the room `driver` opens drivers by name, in its .cpp files only.
const driverFolder = (file) => /^src\/driver\/([^/]+)\//.exec(file)?.[1];

const longest = 800;

// Rooms whose files lie in folders by what they hold, and how many files a folder of them takes: past it nobody finds
// one by looking.
const inFolders = ["src/app", "src/rest"];
const mostInFolder = 30;
const measured = ["src", "include", "tests", "tools", "bench", "examples", "scripts", "cmake"];

// prettier-ignore
const standardHeaders = new Set(`algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts
condition_variable coroutine deque exception execution filesystem format forward_list fstream functional future
initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex
new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
source_location span sstream stack stdexcept stop_token streambuf string string_view strstream syncstream system_error
thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib
cstring ctime cuchar cwchar cwctype`.split(/\s+/));

const violations = [];
const umbrella = "include/ginnel/ginnel.hpp";

// The room of a file; undefined (and a violation) where none can be told.
function roomOf(file) {
    let match = /^src\/([^/]+)\//.exec(file);
    if (!match) match = /^include\/ginnel\/([^/]+)\//.exec(file);
    if (match && match[1] in mayUse) return match[1];
    const named = /^\/\/ room: (\w+)/.exec(linesOf(root, file)[0])?.[1];
    if (named !== undefined && named in mayUse) return named;
    if (named !== undefined) violations.push(`${file}:1: there is no room "${named}"`);
    else if (match?.[1] === "detail") return "typed";
    else violations.push(`${file}: lies in no room; put it into a room's folder or begin it with "// room: <name>"`);
    return undefined;
}

// The file that an #include of ours names, as a path from the root; undefined where it is not ours.
function target(file, include) {
    if (include.angled) return include.name.startsWith("ginnel/") ? `include/${include.name}` : undefined;
    const beside = normalize(join(dirname(file), include.name));
    if (existsSync(join(root, beside))) return beside;
    return `src/${include.name}`;
}

const sources = filesBelow(root, "src", /\.[hc]pp$/);
const headers = filesBelow(root, "include", /\.hpp$/);

for (const file of [...sources, ...headers]) {
    if (file === umbrella) continue;
    const room = roomOf(file);
    for (const include of includesOf(root, file)) {
        const where = `${file}:${include.line}`;
        const named = target(file, include);
        if (named === undefined) continue;
        if (named === umbrella) {
            violations.push(`${where}: the umbrella is for users; include the headers that are needed`);
        } else if (!existsSync(join(root, named))) {
            violations.push(`${where}: ${include.name} is no file of src/ or include/`);
        } else if (file.startsWith("include/") && named.startsWith("src/")) {
            violations.push(`${where}: a public header includes ${named}, which is not installed`);
        } else {
            const used = roomOf(named);
            if (room === undefined || used === undefined) continue;
            if (room === used) {
                const driver = driverFolder(named);
                const opener = file.endsWith(".cpp") && driverFolder(file) === undefined;
                if (driver !== undefined && driver !== driverFolder(file) && !opener) {
                    violations.push(`${where}: ${file} may not know the driver "${driver}" (${named})`);
                }
            } else if (!mayUse[room].includes(used)) {
                const allowed = mayUse[room].join(", ") || "no other room";
                violations.push(`${where}: room "${room}" uses "${used}" (${named}); it may use ${allowed}`);
            } else if (driverFolder(named) !== undefined) {
                violations.push(`${where}: room "${room}" uses one driver (${named}); it may use the room "driver" only`);
            }
        }
    }
}

for (const file of headers) {
    for (const include of includesOf(root, file)) {
        if (!include.angled || include.name.startsWith("ginnel/") || standardHeaders.has(include.name)) continue;
        violations.push(`${file}:${include.line}: <${include.name}> is no header of the C++ standard library`);
    }
}

const text = /(\.([hc]pp|h|mjs|js|sh|cmake)|CMakeLists\.txt)$/;
for (const file of measured.flatMap((folder) => filesBelow(root, folder, text))) {
    if (/(^|\/)generated\//.test(file)) continue;
    const length = linesOf(root, file).length - 1;
    if (length > longest) violations.push(`${file}: ${length} lines; at most ${longest} outside a "generated" folder`);
}

const files = new Map();
for (const file of inFolders.flatMap((folder) => filesBelow(root, folder, /\.[hc]pp$/))) {
    const folder = dirname(file);
    files.set(folder, (files.get(folder) ?? 0) + 1);
}
for (const [folder, count] of files) {
    if (count > mostInFolder) violations.push(`${folder}: ${count} files; at most ${mostInFolder}, make a folder for a part of them`);
}

// One fault of a header shows at every file that includes it.
report("rooms", [...new Set(violations)]);

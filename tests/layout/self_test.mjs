// The layout checks see what they are there for: each small tree below has one fault, and the check must name it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const sound = {
    "include/ginnel/ginnel.hpp": "#pragma once\n#include <ginnel/typed/query.hpp>\n",
    "include/ginnel/error.hpp": "// room: value\n#pragma once\n#include <string>\n",
    "include/ginnel/value/value.hpp": "#pragma once\n#include <ginnel/error.hpp>\n#include <cstdint>\n",
    "include/ginnel/typed/query.hpp": "#pragma once\n#include <ginnel/detail/fields.hpp>\n#include <ginnel/value/value.hpp>\n",
    "include/ginnel/detail/fields.hpp": "#pragma once\n",
    "src/sql/tree.hpp": "#pragma once\n#include <ginnel/value/value.hpp>\n",
    "src/driver/open.cpp": '#include "driver/sqlite/connection.hpp"\n',
    "src/driver/sqlite/connection.hpp": '#pragma once\n#include "sql/tree.hpp"\n#include <sqlite3.h>\n',
    "src/engine/plan.hpp": '#pragma once\n#include "sql/tree.hpp"\n',
    "src/rest/routes.cpp": "#include <boost/json.hpp>\n",
};

const faults = [
    ["rooms.mjs", { "src/value/text.cpp": '#include "sql/tree.hpp"\n' }, 'room "value" uses "sql"'],
    ["rooms.mjs", { "src/rest/routes.cpp": '#include "engine/plan.hpp"\n' }, 'room "rest" uses "engine"'],
    ["rooms.mjs", { "src/rest/routes.cpp": '#include "sql/tree.hpp"\n' }, 'room "rest" uses "sql"'],
    ["rooms.mjs", { "src/app/folder.cpp": "#include <ginnel/typed/query.hpp>\n" }, 'room "app" uses "typed"'],
    ["rooms.mjs", { "src/engine/a.cpp": "#include <ginnel/detail/fields.hpp>\n" }, 'room "engine" uses "typed"'],
    ["rooms.mjs", { "src/engine/a.cpp": '#include "driver/sqlite/connection.hpp"\n' }, "uses one driver"],
    ["rooms.mjs", { "src/driver/postgres/a.cpp": '#include "driver/sqlite/connection.hpp"\n' }, 'may not know the driver "sqlite"'],
    ["rooms.mjs", { "src/engine/a.cpp": '#include "engine/absent.hpp"\n' }, "is no file of"],
    ["rooms.mjs", { "src/engine/a.cpp": "#include <ginnel/ginnel.hpp>\n" }, "the umbrella is for users"],
    ["rooms.mjs", { "src/kitchen/a.cpp": "\n" }, "lies in no room"],
    ["rooms.mjs", { "include/ginnel/fwd.hpp": "// room: kitchen\n" }, 'there is no room "kitchen"'],
    ["rooms.mjs", { "include/ginnel/value/a.hpp": "#include <sqlite3.h>\n" }, "<sqlite3.h> is no header of the C++ standard library"],
    ["rooms.mjs", { "include/ginnel/typed/a.hpp": '#include "engine/plan.hpp"\n' }, "which is not installed"],
    ["rooms.mjs", { "src/engine/long.cpp": "\n".repeat(801) }, "801 lines"],
    ["rooms.mjs", Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`src/rest/part${i}.hpp`, "#pragma once\n"])), "src/rest: 32 files"],
    ["umbrella.mjs", { "include/ginnel/value/lone.hpp": "#pragma once\n" }, "value/lone.hpp is not reached"],
    ["umbrella.mjs", { "include/ginnel/typed/lone.hpp": "#pragma once\n" }, "typed/lone.hpp is not reached"],
];

function run(script, files) {
    const root = mkdtempSync(join(tmpdir(), "ginnel-layout-"));
    try {
        for (const [file, text] of Object.entries({ ...sound, ...files })) {
            mkdirSync(dirname(join(root, file)), { recursive: true });
            writeFileSync(join(root, file), text);
        }
        return spawnSync(process.execPath, [join(here, script), root], { encoding: "utf8" });
    } finally {
        rmSync(root, { recursive: true });
    }
}

let failed = 0;
function expect(holds, what, result) {
    if (holds) return;
    failed += 1;
    console.error(`${what}\n${result.stdout}${result.stderr}`);
}

for (const script of ["rooms.mjs", "umbrella.mjs"]) {
    const result = run(script, { "src/engine/generated/table.cpp": "\n".repeat(2000) });
    expect(result.status === 0, `${script} rejects a sound tree`, result);
}
for (const [script, files, message] of faults) {
    const result = run(script, files);
    const count = result.stderr.split("\n").filter((line) => line.includes(message)).length;
    expect(result.status === 1 && count === 1, `${script} does not say once: ${message}`, result);
}
console.log(`${faults.length} faults, ${failed} unexpected`);
process.exitCode = failed === 0 ? 0 : 1;

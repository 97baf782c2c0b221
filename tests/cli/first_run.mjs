// What a newcomer does, and nothing else: `ginnel new blog`, `ginnel serve blog`, and the request that the first of them prints, which
// includes through two relations with a limit per parent; and the request of the README. ctest gives it 60 seconds.
// Usage: node first_run.mjs GINNEL FOLDER README
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";

const [ginnel, folder, readme] = process.argv.slice(2);
const said = /ginnel new (\S+)\n.*ginnel serve (\S+)\n.*curl -g '([^']+)'/.exec(readFileSync(readme, "utf8"));
assert.ok(said && said[1] === "blog" && said[2] === "blog", "the README has no new, serve and curl, line by line");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const made = spawnSync(ginnel, ["new", "blog"], { cwd: folder, encoding: "utf8" });
assert.equal(made.status, 0, made.stderr);
const printed = /curl -g '([^']+)'/.exec(made.stdout)?.[1];
assert.ok(printed, `no request in:\n${made.stdout}`);

// The port alone is not the newcomer's: several tests run at once.
const server = spawn(ginnel, ["serve", "blog", "--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
try {
    let root;
    for await (const line of createInterface({ input: server.stdout })) {
        root = /^listening on (http:\/\/[^/]+)/.exec(line)?.[1];
        if (root) break;
    }
    assert.ok(root, "the server ended without listening");
    const asked = async (url) => {
        const answer = await fetch(root + encodeURI(url.slice(url.indexOf("/api"))));
        assert.equal(answer.status, 200, url);
        return answer.json();
    };
    const authors = await asked(printed);
    assert.deepEqual(authors.map((a) => [a.name, a.posts.map((p) => [p.title, p.tags.length])]), [
        ["Asha", [["Monuments", 1], ["Mangoes", 1]]],
        ["Bo", [["Fjords", 1]]],
    ]);
    assert.deepEqual((await asked(said[3])).map((a) => a.posts.map((p) => p.tags.length > 0)), [[true, true], [true]]);
} finally {
    server.kill("SIGTERM");
}

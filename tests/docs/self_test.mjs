// The check of the documents sees what it is there for: a small guide page that is right is green, and each fault below,
// one at a time, turns it red and is told at its place. Usage: node self_test.mjs COMPILER
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const compiler = process.argv[2];
const extract = join(dirname(fileURLToPath(import.meta.url)), "extract.mjs");

const blog = "int main() {}\n";
const program = `#include <cstdio>

int main()
{
    std::puts("sql> create table posts (id)");
    std::puts("sql> select id from  posts");
    std::puts("sql> select id from users");
    for (int i = 0; i < 2; ++i)
        std::puts(i == 0 ? "a line" : "another line");
}
`;
const page = `# Page

\`\`\`cpp
for (int i = 0; i < 2; ++i)
    std::puts(i == 0 ? "a line" : "another line");
\`\`\`

\`\`\`sql
select id
from posts;

select id from users;
\`\`\`

\`\`\`text
a line
another line
\`\`\`
`;
const sound = {
    "README.md": "```cpp\n" + blog + "```\n",
    "examples/blog/blog.cpp": blog,
    "examples/guide/page.cpp": program,
    "docs/guide/page.md": page,
};

const changed = (from, to) => ({ "docs/guide/page.md": page.replace(from, to) });
const faults = [
    [changed("from posts;", "from post;"), "docs/guide/page.md:9: the page says that this runs\n    select id from post\n"],
    [changed("id from users;", "ids from users;"), "docs/guide/page.md:12: the page says that this runs\n    select ids from users\n  what ran there\n    select id from users\n"],
    [changed("from users;", "from users"), 'page.md:12: the statement does not end by ";"'],
    [changed("id from users;", "id from users;\n\nselect 1;"), "page.md:14: the page says that this runs\n    select 1\n  what ran there\n    (no more statements)"],
    [changed("another line\n```\n", "another word\n```\n"), "page.md:17: the page says that this is printed\n    another word\n  what was printed there\n    another line\n"],
    [changed("i < 2", "i < 3"), "page.md:4: the block does not stand in examples/guide/page.cpp"],
    [changed("    std::puts(", "std::puts("), "page.md:5: the block does not stand in examples/guide/page.cpp but for its indentation"],
    [changed("```text", "```txt"), 'page.md:15: a block of the guide is cpp, sql, text or json'],
    [changed("another line\n```\n", "another line\n"), "page.md:15: the block is never closed"],
    [{ "examples/guide/page.cpp": program.replace("int i", "int j") }, "examples/guide/page.cpp does not build: exit 1"],
    [{ "examples/guide/page.cpp": program.replace("for (", "return 3;\n    for (") }, "examples/guide/page.cpp does not run: exit 3"],
    [{ "examples/guide/lone.cpp": blog }, "examples/guide/lone.cpp: there is no docs/guide/lone.md"],
];

function told(files) {
    const root = mkdtempSync(join(tmpdir(), "ginnel-docs-self-"));
    for (const [file, text] of Object.entries(files)) {
        mkdirSync(join(root, dirname(file)), { recursive: true });
        writeFileSync(join(root, file), text);
    }
    const result = spawnSync("node", [extract, "--root", root, "--out", join(root, "out"), "--compiler", compiler, "--", "-O0", "--"], { encoding: "utf8" });
    rmSync(root, { recursive: true });
    return { green: result.status === 0, text: result.stdout + result.stderr };
}

const wrong = [];
const first = told(sound);
if (!first.green) wrong.push(`the sound page is red:\n${first.text}`);
for (const [change, sentence] of faults) {
    const answer = told({ ...sound, ...change });
    if (answer.green || !answer.text.includes(sentence)) wrong.push(`not told: ${sentence}\n${answer.text}`);
}
for (const text of wrong) console.error(text);
console.log(`${faults.length} faults, ${wrong.length} problem(s)`);
process.exitCode = wrong.length === 0 ? 0 : 1;

// A program with any number of models of 30 members each, for measure_build.mjs: what a user with so many tables would write.
export const membersPerModel = 30;

const columnTypes = ["std::string", "std::int64_t", "std::optional<std::string>", "double", "bool", "std::optional<std::int64_t>", "std::int32_t"];

// Letters, since a digit at the end would be taken for a part of a plural: ModelAb, table model_abs.
const letters = (i) => String.fromCharCode(97 + Math.floor(i / 20)) + "bcdfghklmnpqrstvwxzj"[i % 20];
const modelName = (i) => `Model${letters(i)[0].toUpperCase()}${letters(i)[1]}`;
const memberName = (i) => `model_${letters(i)}`;

// Every model belongs to the one before it, has many of the one after it and many through that of the next: relations
// of several kinds in each, and every model reached from every other.
function model(i, count) {
    const relations = [];
    if (i > 0) relations.push(`    std::int64_t ${memberName(i - 1)}_id{};`, `    ginnel::belongs_to<${modelName(i - 1)}> ${memberName(i - 1)}{};`);
    if (i + 1 < count) relations.push(`    ginnel::has_many<${modelName(i + 1)}> children{};`);
    if (i + 2 < count) relations.push(`    ginnel::has_many_through<${modelName(i + 2)}, ${modelName(i + 1)}> grandchildren{};`);
    const columns = [];
    for (let c = 0; columns.length + relations.length + 1 < membersPerModel; ++c)
        columns.push(`    ${columnTypes[c % columnTypes.length]} column_${c}{};`);
    return [`struct ${modelName(i)} {`, "    std::int64_t id{};", ...columns, ...relations, "};", ""].join("\n");
}

// What is done with each model: a row written and read, and a query with a condition, an order, a preload and a count.
function use(i, count) {
    const m = modelName(i);
    const lines = [
        `void use_${memberName(i)}(ginnel::database& db)`,
        "{",
        `    const ${m} made = db.create(${m}{.column_0 = "some"${i > 0 ? `, .${memberName(i - 1)}_id = 1` : ""}});`,
        `    db.find<${m}>(made.id);`,
        `    db.query<${m}>()`,
        `        .where(&${m}::column_0, "like", "s%")`,
    ];
    if (i + 1 < count) {
        lines.push(`        .preload(&${m}::children, [](auto& children) { children.where(&${modelName(i + 1)}::column_1, 0); })`);
        lines.push(`        .with_count(&${m}::children)`);
    }
    if (i + 2 < count) lines.push(`        .where_has(&${m}::grandchildren)`);
    lines.push(`        .order_by(&${m}::column_1)`, "        .all();", "}", "");
    return lines.join("\n");
}

export function program(count) {
    const all = Array.from({ length: count }, (_, i) => i);
    return [
        "#include <ginnel/ginnel.hpp>",
        "",
        ...all.map((i) => `struct ${modelName(i)};`),
        "",
        ...all.map((i) => model(i, count)),
        ...all.map((i) => use(i, count)),
        "int main()",
        "{",
        '    ginnel::database db{"sqlite::memory:"};',
        `    db.create_tables<${all.map(modelName).join(", ")}>();`,
        ...all.map((i) => `    use_${memberName(i)}(db);`),
        "}",
        "",
    ].join("\n");
}

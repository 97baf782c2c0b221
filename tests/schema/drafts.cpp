#include "drafts.hpp"

#include <gtest/gtest.h>

namespace ginnel::schema::drafts {

column col(std::string name, column_type type)
{
    column made;
    made.name = std::move(name);
    made.type = type;
    return made;
}

model_draft with_columns(std::string name, const std::vector<std::string>& columns,
                         std::vector<relation_draft> relations, key_style style)
{
    model_draft draft;
    draft.name = std::move(name);
    draft.style = style;
    for (const std::string& text : columns) {
        const std::size_t colon = text.find(':');
        column& made = draft.columns.emplace_back(col(text.substr(0, colon)));
        if (colon != std::string::npos)
            made.column_name = text.substr(colon + 1);
    }
    draft.relations = std::move(relations);
    return draft;
}

relation_draft of_kind(relation_kind kind, std::string name, std::string target)
{
    relation_draft draft;
    draft.kind = kind;
    draft.name = std::move(name);
    draft.target = std::move(target);
    return draft;
}

relation_draft belongs_to(std::string name, std::string target)
{
    return of_kind(relation_kind::belongs_to, std::move(name), std::move(target));
}
relation_draft has_one(std::string name, std::string target)
{
    return of_kind(relation_kind::has_one, std::move(name), std::move(target));
}
relation_draft has_many(std::string name, std::string target)
{
    return of_kind(relation_kind::has_many, std::move(name), std::move(target));
}
relation_draft many_to_many(std::string name, std::string target)
{
    return of_kind(relation_kind::many_to_many, std::move(name), std::move(target));
}
relation_draft through(std::string name, std::string target, std::vector<std::string> models)
{
    return with(of_kind(relation_kind::has_many_through, std::move(name), std::move(target)), &relation_draft::through,
                std::move(models));
}
relation_draft via(std::string name, std::string target, std::vector<std::string> relations)
{
    return with(of_kind(relation_kind::has_many_through, std::move(name), std::move(target)), &relation_draft::via,
                std::move(relations));
}

std::string path_of(const relation& made)
{
    std::string text;
    for (const hop& h : made.path)
        text += (text.empty() ? "" : ", ") + h.from->name + "." + h.from_key->column_name + " = " + h.to->name + "." +
                h.to_key->column_name;
    return text;
}

std::string aliases_of(const relation& made)
{
    std::string text;
    for (const std::string& alias : made.link_aliases)
        text += (text.empty() ? "" : ", ") + alias;
    return text;
}

models::models(std::vector<model_draft> drafts)
{
    for (model_draft& draft : drafts)
        all.add(std::move(draft));
}

const relation& models::at(std::string_view model, std::string_view relation) const
{
    return all.get(model).relation_named(relation);
}

error models::refused()
{
    try {
        all.boot();
    } catch (const error& e) {
        return e;
    }
    ADD_FAILURE() << "the boot found no mistake";
    return error{error_kind::usage, "", ""};
}

std::string refusal(std::vector<model_draft> drafts)
{
    const error e = models{std::move(drafts)}.refused();
    EXPECT_EQ(e.kind(), error_kind::schema);
    return std::string{e.code()} + " " + e.what();
}

std::string booted_path(std::vector<model_draft> drafts, std::string_view model, std::string_view relation)
{
    models m{std::move(drafts)};
    m.all.boot();
    return m.path(model, relation);
}

} // namespace ginnel::schema::drafts

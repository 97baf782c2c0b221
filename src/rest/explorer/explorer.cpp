#include "rest/explorer/explorer.hpp"

#include "rest/explorer/diagram.hpp"
#include "rest/explorer/explorer_files.hpp"
#include "rest/openapi/openapi.hpp"

namespace ginnel::rest {

namespace {

constexpr std::string_view html = "text/html; charset=utf-8";
constexpr std::string_view base_place = "<!--base-->", picture_place = "<!--picture-->";

/// A page with the explorer's own address in it: it is found with and without a slash at its end.
std::string page_named(std::string_view file, const app::application& application)
{
    std::string page{explorer_file(file)};
    page.replace(page.find(base_place), base_place.size(), application.settings().explorer.value_or("") + "/");
    return page;
}

std::string_view type_of(std::string_view name)
{
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    return "text/css; charset=utf-8";
}

} // namespace

const std::string& openapi_text::of(const app::application& application) const
{
    std::call_once(written_, [&] { text_ = openapi_document(application); });
    return text_;
}

std::optional<explorer_page> explorer_page_of(const app::application& application, const openapi_text& openapi, std::string_view name)
{
    if (name == "openapi.json")
        return explorer_page{"application/json; charset=utf-8", openapi.of(application)};
    if (name == "models") {
        auto page = page_named("models.html", application);
        page.replace(page.find(picture_place), picture_place.size(), diagram_of(application.models()));
        return explorer_page{html, std::move(page)};
    }
    if (name.empty())
        return explorer_page{html, page_named("index.html", application)};
    if (name.ends_with(".html"))
        return {};
    if (const auto file = explorer_file(name); !file.empty())
        return explorer_page{type_of(name), std::string{file}};
    return {};
}

} // namespace ginnel::rest

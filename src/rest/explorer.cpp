#include "rest/explorer.hpp"

#include "rest/diagram.hpp"
#include "rest/explorer_files.hpp"
#include "rest/openapi.hpp"

namespace ginnel::rest {

namespace {

constexpr std::string_view html = "text/html; charset=utf-8";
constexpr std::string_view picture_place = "<!--picture-->";

std::string_view type_of(std::string_view name)
{
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    if (name.ends_with(".css"))
        return "text/css; charset=utf-8";
    return html;
}

} // namespace

std::optional<explorer_page> explorer_page_of(const app::application& application, std::string_view name)
{
    if (name == "openapi.json")
        return explorer_page{"application/json; charset=utf-8", openapi_document(application)};
    if (name == "models") {
        std::string page{explorer_file("models.html")};
        page.replace(page.find(picture_place), picture_place.size(), diagram_of(application.models()));
        return explorer_page{html, std::move(page)};
    }
    if (name.ends_with(".html"))
        return {};
    if (const auto file = explorer_file(name.empty() ? "index.html" : name); !file.empty())
        return explorer_page{type_of(name), std::string{file}};
    return {};
}

} // namespace ginnel::rest

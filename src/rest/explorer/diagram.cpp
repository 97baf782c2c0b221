#include "rest/explorer/diagram.hpp"

#include "rest/explorer/diagram_layout.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ginnel::rest {

namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string px(double v)
{
    return std::to_string(std::lround(v));
}

std::string text_at(double x, double y, std::string_view css, std::string_view text)
{
    return "<text class=\"" + std::string{css} + "\" x=\"" + px(x) + "\" y=\"" + px(y) + "\">" + escaped(text) +
           "</text>";
}

void draw_edge(std::string& out, const diagram_layout& d, std::size_t number)
{
    const auto& e = d.edges[number];
    const auto &child = d.boxes[e.child], &parent = d.boxes[e.parent];
    const double y1 = child.top + child.middle_of(e.line), y2 = parent.top + diagram_title_height / 2;
    double x1 = child.left, x2 = parent.left + parent.width;
    double bend = std::max(40.0, std::abs(x1 - x2) / 2);
    double first = x1 - bend, second = x2 + bend;
    if (parent.left >= child.left + child.width) { // the other way round, where a circle was opened
        x1 = child.left + child.width;
        x2 = parent.left;
        first = x1 + bend;
        second = x2 - bend;
    } else if (x1 < x2) { // one above the other, or itself
        x1 = child.left + child.width;
        bend = 46;
        first = x1 + bend;
        second = x2 + bend;
    }
    out += "<path class=\"edge" + std::string{e.polymorphic ? " polymorphic" : ""} + "\" id=\"edge" +
           std::to_string(number) + "\" d=\"M" + px(x1) + ' ' + px(y1) + " C" + px(first) + ' ' + px(y1) + ' ' +
           px(second) + ' ' + px(y2) + ' ' + px(x2) + ' ' + px(y2) +
           "\" marker-start=\"url(#many)\" marker-end=\"url(#one)\"><title>" +
           escaped(child.title + "." + child.columns[e.line].text + " names a " + parent.title) + "</title></path>\n";
}

void draw_box(std::string& out, const diagram_box& b)
{
    out += "<g class=\"box\" transform=\"translate(" + px(b.left) + ' ' + px(b.top) + ")\">";
    out += "<rect class=\"frame\" width=\"" + px(b.width) + "\" height=\"" + px(b.height) + "\" rx=\"6\"/>";
    out += "<rect class=\"title\" width=\"" + px(b.width) + "\" height=\"" + px(diagram_title_height) + "\" rx=\"6\"/>";
    out += text_at(10, diagram_title_height / 2 + 4, "name", b.title);
    for (std::size_t i = 0; i < b.columns.size(); ++i)
        out += text_at(10, b.middle_of(i) + 4, b.columns[i].key ? "key" : "column", b.columns[i].text);
    for (std::size_t i = 0; i < b.relations.size(); ++i) {
        const auto& r = b.relations[i];
        std::string edges;
        for (const auto e : r.edges)
            edges += (edges.empty() ? "edge" : " edge") + std::to_string(e);
        out += "<g class=\"relation" + std::string{r.edges.size() > 1 ? " through" : ""} +
               "\" tabindex=\"0\" data-edges=\"" + edges + "\">" +
               text_at(10, b.middle_of(b.columns.size() + i) + 4, "line", r.text) + "</g>";
    }
    out += "</g>\n";
}

} // namespace

std::string diagram_of(const schema::registry& models)
{
    const auto d = lay_out(models);
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Models and relations\" width=\"" +
        px(d.width) + "\" height=\"" + px(d.height) + "\" viewBox=\"0 0 " + px(d.width) + ' ' + px(d.height) + "\">\n";
    // A fork where the key lies (many rows may hold it), a bar at the one row that it names.
    out += "<defs><marker id=\"many\" viewBox=\"0 0 12 12\" refX=\"0\" refY=\"6\" markerWidth=\"12\" "
           "markerHeight=\"12\" orient=\"auto\">"
           "<path d=\"M0 1 L11 6 L0 11\"/></marker><marker id=\"one\" viewBox=\"0 0 12 12\" refX=\"11\" refY=\"6\" "
           "markerWidth=\"12\" markerHeight=\"12\" "
           "orient=\"auto\"><path d=\"M6 1 L6 11\"/></marker></defs>\n";
    for (std::size_t i = 0; i < d.edges.size(); ++i)
        draw_edge(out, d, i);
    for (const auto& b : d.boxes)
        draw_box(out, b);
    return out + "</svg>\n";
}

} // namespace ginnel::rest

#include "rest/explorer/diagram_layout.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace ginnel::rest {

namespace {

constexpr double letter = 7.3; // of 12px monospace
constexpr double padding = 10;
constexpr double gap_x = 90, gap_y = 28, margin = 24;
constexpr std::size_t most_in_a_column = 6;
constexpr std::size_t most_columns_shown = 14;
constexpr int sweeps = 8;

/// The boxes and edges that the models' paths are made of.
class graph {
public:
    explicit graph(const schema::registry& models)
    {
        for (const auto* m : models.models())
            box_of(m->table, m->name);
        for (const auto* m : models.models())
            for (const auto& r : m->relations) {
                add(r, m->table);
                for (const auto& a : r.alternatives)
                    add(a, m->table);
            }
        for (auto& b : out.boxes)
            add_columns(b);
        for (std::size_t i = 0; i < out.edges.size(); ++i) {
            auto& e = out.edges[i];
            const auto& b = out.boxes[e.child];
            const auto& name = keys_[i]->name;
            const auto at =
                std::find_if(b.columns.begin(), b.columns.end(), [&](const diagram_line& l) { return l.text == name; });
            e.line = static_cast<std::size_t>(at - b.columns.begin());
        }
    }

    diagram_layout out;

private:
    std::size_t box_of(const schema::table& t, const std::string& title)
    {
        const auto [at, is_new] = boxes_.emplace(&t, out.boxes.size());
        if (is_new) {
            out.boxes.emplace_back();
            out.boxes.back().table = &t;
            out.boxes.back().title = title;
        }
        return at->second;
    }

    std::size_t edge_of(const schema::hop& h)
    {
        const auto& holder = h.key_on_from ? *h.from : *h.to;
        const auto& named = h.key_on_from ? *h.to : *h.from;
        const auto* key = h.key_on_from ? h.from_key : h.to_key;
        const auto child = box_of(holder, holder.name), parent = box_of(named, named.name);
        for (std::size_t i = 0; i < out.edges.size(); ++i)
            if (out.edges[i].child == child && out.edges[i].parent == parent && keys_[i] == key)
                return i;
        out.edges.push_back({child, parent, 0, h.polymorphic});
        keys_.push_back(key);
        return out.edges.size() - 1;
    }

    void add(const schema::relation& r, const schema::table& source)
    {
        if (r.target == nullptr)
            return;
        diagram_line line{r.name + (r.many() ? " \u21c9 " : " \u2192 ") + r.target->name, false, {}};
        for (std::size_t i = 0; i + 1 < r.path.size(); ++i) {
            const auto& h = r.path[i];
            line.text += (i == 0 ? " through " : ", ") + (h.to_model != nullptr ? h.to_model->name : h.to->name);
        }
        for (const auto& h : r.path)
            line.edges.push_back(edge_of(h));
        out.boxes[boxes_.at(&source)].relations.push_back(std::move(line));
    }

    void add_columns(diagram_box& b) const
    {
        const auto is_key = [this](const schema::column& c) {
            return c.primary || std::find(keys_.begin(), keys_.end(), &c) != keys_.end();
        };
        std::size_t left_out = 0;
        for (const auto& c : b.table->columns) {
            // Keys always: the edges end at them.
            if (is_key(c) || b.columns.size() < most_columns_shown)
                b.columns.push_back({c.name, is_key(c), {}});
            else
                ++left_out;
        }
        if (left_out > 0)
            b.columns.push_back({"\u2026 " + std::to_string(left_out) + " more", false, {}});
    }

    std::map<const schema::table*, std::size_t> boxes_;
    std::vector<const schema::column*> keys_; ///< of the edges
};

/// How many edges lead to a box at most; edges of a circle that lead back are left out.
std::vector<std::size_t> layers_of(const diagram_layout& d)
{
    std::vector<std::size_t> layer(d.boxes.size(), 0);
    std::vector<char> state(d.boxes.size(), 0); // 0 unseen, 1 on the way, 2 done
    const auto visit = [&](const auto& self, std::size_t at) -> std::size_t {
        if (state[at] == 2)
            return layer[at];
        state[at] = 1;
        for (const auto& e : d.edges)
            if (e.child == at && e.parent != at && state[e.parent] != 1)
                layer[at] = std::max(layer[at], self(self, e.parent) + 1);
        state[at] = 2;
        return layer[at];
    };
    for (std::size_t i = 0; i < d.boxes.size(); ++i)
        visit(visit, i);
    // What names nothing stands just before the first that names it, so that its curves cross no other column.
    for (std::size_t i = 0; i < d.boxes.size(); ++i) {
        std::size_t nearest = 0;
        bool names = false;
        for (const auto& e : d.edges) {
            names = names || (e.child == i && e.parent != i);
            if (e.parent == i && e.child != i)
                nearest = nearest == 0 ? layer[e.child] : std::min(nearest, layer[e.child]);
        }
        if (!names && nearest > 0)
            layer[i] = nearest - 1;
    }
    return layer;
}

using columns_of_boxes = std::vector<std::vector<std::size_t>>;

columns_of_boxes columns_of(const diagram_layout& d)
{
    const auto layer = layers_of(d);
    columns_of_boxes columns;
    const auto last = layer.empty() ? 0 : *std::max_element(layer.begin(), layer.end());
    for (std::size_t l = 0; l <= last; ++l) {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < layer.size(); ++i)
            if (layer[i] == l)
                all.push_back(i);
        const auto parts = (all.size() + most_in_a_column - 1) / most_in_a_column;
        for (std::size_t p = 0; p < parts; ++p) {
            const auto from = all.size() * p / parts, to = all.size() * (p + 1) / parts;
            columns.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(from),
                                 all.begin() + static_cast<std::ptrdiff_t>(to));
        }
    }
    return columns;
}

/// Sorts each column by where its boxes' neighbours stand, again and again, so that edges cross less.
void untangle(const diagram_layout& d, columns_of_boxes& columns)
{
    std::vector<double> place(d.boxes.size(), 0);
    const auto number = [&](const std::vector<std::size_t>& column) {
        for (std::size_t i = 0; i < column.size(); ++i)
            place[column[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(column.size());
    };
    for (const auto& c : columns)
        number(c);
    for (int s = 0; s < sweeps; ++s)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            auto& column = columns[s % 2 == 0 ? c : columns.size() - 1 - c];
            std::map<std::size_t, double> pull;
            for (const auto box : column) {
                double sum = 0;
                int count = 0;
                for (const auto& e : d.edges)
                    if (e.child != e.parent && (e.child == box || e.parent == box)) {
                        sum += place[e.child == box ? e.parent : e.child];
                        ++count;
                    }
                pull[box] = count == 0 ? place[box] : sum / count;
            }
            std::stable_sort(column.begin(), column.end(),
                             [&](std::size_t a, std::size_t b) { return pull[a] < pull[b]; });
            number(column);
        }
}

/// As wide as its longest line; letters, not bytes.
void measure(diagram_box& b)
{
    const auto letters = [](const std::string& s) {
        return static_cast<double>(
            std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    };
    double longest = letters(b.title) + 2;
    for (const auto* lines : {&b.columns, &b.relations})
        for (const auto& l : *lines)
            longest = std::max(longest, letters(l.text));
    b.width = longest * letter + 2 * padding;
    b.height = diagram_title_height + static_cast<double>(b.columns.size() + b.relations.size()) * diagram_line_height +
               padding + (b.relations.empty() ? 0 : padding);
}

} // namespace

double diagram_box::middle_of(std::size_t line) const noexcept
{
    const double below = line >= columns.size() ? padding : 0;
    return diagram_title_height + padding / 2 + below + (static_cast<double>(line) + 0.5) * diagram_line_height;
}

diagram_layout lay_out(const schema::registry& models)
{
    auto d = graph{models}.out;
    for (auto& b : d.boxes)
        measure(b);
    auto columns = columns_of(d);
    untangle(d, columns);
    std::vector<double> heights;
    for (const auto& c : columns)
        heights.push_back(std::accumulate(c.begin(), c.end(), gap_y * static_cast<double>(c.size() - 1),
                                          [&](double sum, std::size_t b) { return sum + d.boxes[b].height; }));
    const double tallest = heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end());
    double x = margin;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        double y = margin + (tallest - heights[c]) / 2, widest = 0;
        for (const auto i : columns[c]) {
            auto& b = d.boxes[i];
            b.left = x;
            b.top = y;
            y += b.height + gap_y;
            widest = std::max(widest, b.width);
        }
        x += widest + gap_x;
    }
    d.width = columns.empty() ? 2 * margin : x - gap_x + 2 * margin;
    d.height = tallest + 2 * margin;
    return d;
}

} // namespace ginnel::rest

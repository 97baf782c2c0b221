#include "app/failure_text.hpp"

#include <ginnel/error.hpp>

namespace ginnel::app {

std::string failure_text(const std::exception& e)
{
    std::string text = e.what();
    if (const auto* ours = dynamic_cast<const error*>(&e); ours && !ours->database_text().empty())
        text += "\n  the database says: " + ours->database_text();
    return text;
}

} // namespace ginnel::app

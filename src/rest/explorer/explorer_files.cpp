#include "rest/explorer/explorer_files.hpp"

#include <cstddef>

// The assembler copies the files into the program: an array of their bytes in C++ would take the compiler minutes for
// Swagger UI's 1.9 MB, and C++ has no #embed yet.
#define GINNEL_FILE(symbol, path)                                                                                      \
    asm(".pushsection .rodata\n" #symbol ":\n.incbin \"" path "\"\n" #symbol "_end:\n.popsection\n");                  \
    extern "C" const char symbol[];                                                                                    \
    extern "C" const char symbol##_end[];

GINNEL_FILE(ginnel_explorer_index, GINNEL_EXPLORER_FOLDER "/index.html")
GINNEL_FILE(ginnel_explorer_models, GINNEL_EXPLORER_FOLDER "/models.html")
GINNEL_FILE(ginnel_explorer_css, GINNEL_EXPLORER_FOLDER "/explorer.css")
GINNEL_FILE(ginnel_explorer_js, GINNEL_EXPLORER_FOLDER "/explorer.js")
GINNEL_FILE(ginnel_models_js, GINNEL_EXPLORER_FOLDER "/models.js")
#ifdef GINNEL_SWAGGER_FOLDER
GINNEL_FILE(ginnel_swagger_css, GINNEL_SWAGGER_FOLDER "/swagger-ui.css")
GINNEL_FILE(ginnel_swagger_js, GINNEL_SWAGGER_FOLDER "/swagger-ui-bundle.js")
#endif

namespace ginnel::rest {

std::string_view explorer_file(std::string_view name) noexcept
{
    struct file {
        std::string_view name;
        const char *begin, *end;
    };
    static const file files[] = {
        {"index.html", ginnel_explorer_index, ginnel_explorer_index_end},
        {"models.html", ginnel_explorer_models, ginnel_explorer_models_end},
        {"explorer.css", ginnel_explorer_css, ginnel_explorer_css_end},
        {"explorer.js", ginnel_explorer_js, ginnel_explorer_js_end},
        {"models.js", ginnel_models_js, ginnel_models_js_end},
#ifdef GINNEL_SWAGGER_FOLDER
        {"swagger-ui.css", ginnel_swagger_css, ginnel_swagger_css_end},
        {"swagger-ui-bundle.js", ginnel_swagger_js, ginnel_swagger_js_end},
#endif
    };
    for (const auto& f : files)
        if (f.name == name)
            return {f.begin, static_cast<std::size_t>(f.end - f.begin)};
    return {};
}

} // namespace ginnel::rest

#pragma once

#include <map>
#include <string>

namespace seeds {

/// The page's relations of courses and students with their key names, in files that have the properties of its tables.
inline std::map<std::string, std::string> school_files()
{
    return {{"courses",
             R"({"name": "Courses", "properties": {"id": {"type": "number", "id": true, "generated": true},
                                "courname": "string"}, "relations": {
    "students": {
      "type": "hasMany",
      "model": "Students",
      "foreignKey": "courid",
      "through": "Courstu",
      "keyThrough": "stuid"
    }
}})"},
            {"students",
             R"({"name": "Students", "plural": "Students", "properties": {"id": {"type": "number", "id": true,
                                "generated": true}, "stuname": "string"}, "relations": {
    "courses": {
      "type": "hasMany",
      "model": "Courses",
      "foreignKey": "stuid",
      "through": "Courstu",
      "keyThrough": "courid"
    }
}})"}};
}

/// As the page has the table of links: nothing but two keys.
inline const std::string bare_courstu =
    R"({"name": "Courstu", "idInjection": false, "properties": {"courid": "number", "stuid": "number"}})";

} // namespace seeds

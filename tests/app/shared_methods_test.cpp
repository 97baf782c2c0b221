#include "app/writing/shared_methods.hpp"
#include "app/files/switched_off.hpp"
#include "folder_maker.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using ginnel::app::read_switched_off;
using ginnel::app::shared_methods;

const shared_methods& methods_of(const ginnel::app::application& a, const char* model)
{
    return a.rules(a.models().get(model)).methods;
}

TEST(shared_methods, are_all_where_nothing_is_said)
{
    const shared_methods m;
    EXPECT_TRUE(m.shares("find"));
    EXPECT_TRUE(m.shares("sync", "patients"));
}

TEST(shared_methods, go_by_their_own_name_before_any_pattern)
{
    shared_methods m;
    m.say("*", false);
    m.say("find", true);
    m.say("prototype.__get__patients", true);
    EXPECT_TRUE(m.shares("find"));
    EXPECT_FALSE(m.shares("findOne"));
    EXPECT_TRUE(m.shares("get", "patients"));
    EXPECT_FALSE(m.shares("create", "patients"));
}

TEST(shared_methods, are_off_by_a_pattern_that_another_does_not_take_back)
{
    shared_methods m;
    m.say("prototype.__*__patients", false);
    m.say("prototype.__get__*", true);
    EXPECT_FALSE(m.shares("get", "patients"));
    EXPECT_TRUE(m.shares("get", "appointments"));
    EXPECT_TRUE(m.shares("find"));
}

// As in LoopBack: "find*" is in "prototype.__findById__patients", and case is heeded.
TEST(shared_methods, have_the_pieces_of_a_pattern_anywhere)
{
    shared_methods m;
    m.say("find*", false);
    EXPECT_FALSE(m.shares("findOne"));
    EXPECT_FALSE(m.shares("findById", "patients"));
    EXPECT_TRUE(m.shares("get", "patients"));
    shared_methods one;
    one.say("*ById__p*", false);
    EXPECT_FALSE(one.shares("updateById", "patients"));
    EXPECT_TRUE(one.shares("updateById", "appointments"));
}

TEST(shared_methods, have_second_names_that_switch_them_off)
{
    shared_methods m;
    m.say("upsert", false);
    m.say("removeById", false);
    m.say("prototype.updateAttributes", false);
    EXPECT_FALSE(m.shares("patchOrCreate"));
    EXPECT_FALSE(m.shares("deleteById"));
    EXPECT_FALSE(m.shares("prototype.patchAttributes"));
    EXPECT_TRUE(m.shares("replaceOrCreate"));
}

TEST(shared_methods, link_and_unlink_are_both_asked_of_a_sync)
{
    shared_methods m;
    m.say("prototype.__unlink__patients", false);
    EXPECT_FALSE(m.shares("sync", "patients"));
    EXPECT_TRUE(m.shares("link", "patients"));
    EXPECT_TRUE(m.shares("sync", "others"));
}

const std::string has_parts = R"("relations": {"parts": {"type": "hasMany", "model": "Part"}})";

TEST(shared_methods, are_said_for_all_models_and_over_that_for_one)
{
    folder_maker f;
    f.file("server/config.json", R"({"remoting": {"sharedMethods": {"deleteById": false, "count": false}}})");
    f.model("Note", has_parts + R"(, "options": {"remoting": {"sharedMethods": {"prototype.__get__parts": false}}})");
    f.model("Part", "");
    f.configure("Note", R"({"dataSource": "db", "options": {"remoting": {"sharedMethods": {"count": true}}}})");
    const auto a = f.open();
    EXPECT_FALSE(methods_of(a, "Note").shares("deleteById"));
    EXPECT_TRUE(methods_of(a, "Note").shares("count"));
    EXPECT_FALSE(methods_of(a, "Part").shares("count"));
    EXPECT_FALSE(methods_of(a, "Note").shares("get", "parts"));
    EXPECT_TRUE(methods_of(a, "Note").shares("create", "parts"));
}

TEST(shared_methods, that_a_misspelt_name_would_leave_open_are_a_mistake)
{
    folder_maker f;
    f.model("Note", has_parts).model("Part", "");
    f.configure("Note", R"({"dataSource": "db", "options": {"remoting": {"sharedMethods": {
        "prototype.__get__part": false, "findByID": false, "greet": false, "create": 0}}}})");
    EXPECT_EQ(
        f.mistakes(),
        "  common/models/note.json: sharedMethods.findByID: there is no such method, and what was meant would stay "
        "open; write \"findById\"\n"
        "  common/models/note.json: sharedMethods.prototype.__get__part: there is no such method, and what was meant "
        "would stay open; write \"prototype.__get__parts\"\n"
        "  server/model-config.json: Note.options.remoting.sharedMethods.create: write true or false");
    f.configure("Note", R"({"dataSource": "db", "options": {"remoting": {"sharedMethods": {"greet": false}}}})");
    const auto a = f.open();
    const auto& notes = a.notes();
    const std::string told = "common/models/note.json: sharedMethods.greet: there is no such method here";
    EXPECT_EQ(std::count(notes.begin(), notes.end(), told), 1);
}

TEST(shared_methods, are_off_by_calls_in_the_program_beside_the_model_file)
{
    folder_maker f;
    f.model("Note", has_parts).model("Part", "");
    f.file("common/models/note.js", R"(module.exports = function(Note) {
        // Note.disableRemoteMethodByName('create');
        Note.disableRemoteMethodByName('deleteById');
        Note.disableRemoteMethod("__get__parts", false);
        Note.sharedClass.disableMethodByName( 'find' );
    };)");
    f.configure("Note", R"({"dataSource": "db", "options": {"remoting": {"sharedMethods": {"find": true}}}})");
    const auto a = f.open();
    EXPECT_TRUE(methods_of(a, "Note").shares("create"));
    EXPECT_FALSE(methods_of(a, "Note").shares("deleteById"));
    EXPECT_FALSE(methods_of(a, "Note").shares("get", "parts"));
    EXPECT_FALSE(methods_of(a, "Note").shares("find"));
    EXPECT_TRUE(methods_of(a, "Part").shares("deleteById"));
}

TEST(shared_methods, that_a_program_alone_could_tell_are_a_mistake)
{
    folder_maker f;
    f.model("Note", "");
    f.file("common/models/note.js",
           "module.exports = Note => ['create', 'find'].forEach(m => Note.disableRemoteMethodByName(m));");
    EXPECT_EQ(f.mistakes().substr(0, 60), "  common/models/note.js: it leaves methods without routes by");
    f.file("common/models/note.js", "");
    f.file("server/models/other.json", R"({"name": "Other"})");
    std::filesystem::create_directories(f.path() / "server/boot");
    f.file("server/boot/close.js", "module.exports = app => app.models.Note.disableRemoteMethodByName('find');");
    EXPECT_EQ(f.mistakes().substr(0, 40), "  server/boot/close.js: it leaves method");
    f.file("server/boot/close.js",
           "module.exports = app => { /* app.models.Note.disableRemoteMethodByName('find') */ };");
    EXPECT_EQ(f.mistakes(), "");
}

TEST(switched_off, methods_are_read_where_a_text_names_them)
{
    using names = std::vector<std::string>;
    const auto read = [](const char* program) { return read_switched_off(program).methods; };
    EXPECT_EQ(read("A.disableRemoteMethod('create', true)"), names{"create"});
    EXPECT_EQ(read("A.disableRemoteMethod('x')"), names{"prototype.x"});
    EXPECT_EQ(read("A.disableRemoteMethodByName(\n  'a'\n);A.disableRemoteMethodByName(\"b\")"), (names{"a", "b"}));
    EXPECT_EQ(read("log('http://x'); A.disableRemoteMethodByName('a')"), names{"a"});
    EXPECT_EQ(read("log('it\\'s // no comment'); A.disableRemoteMethodByName('a')"), names{"a"});
    EXPECT_EQ(read("disabled(); A.disableRemoteMethods('a')"), names{});
}

TEST(switched_off, methods_that_no_text_names_are_told)
{
    for (const char* program :
         {"A.disableRemoteMethodByName(name)", "A.disableRemoteMethodByName('a' + b)",
          "A.disableRemoteMethod('a', isStatic)", "A.disableRemoteMethodByName(`a`)",
          "app.models.B.disableRemoteMethodByName('a')", "const off = A.disableRemoteMethodByName",
          "A.disableRemoteMethodByName('a", "['disableRemoteMethod']('a')"}) {
        const auto off = read_switched_off(program);
        EXPECT_TRUE(off.methods.empty()) << program;
        EXPECT_TRUE(off.other_calls) << program;
    }
}

} // namespace

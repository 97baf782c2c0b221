#pragma once

#include "app/declarations/declaration_words.hpp"
#include "app/declarations/declared_model.hpp"
#include "app/declarations/mistakes.hpp"

#include <map>
#include <string>
#include <string_view>

namespace ginnel::app {

/// LoopBack's own default of a foreign key: the model's name and Id, whatever its key is called.
std::string default_key(const declared_model& m);

/// The foreign key that the relation says, or its default.
std::string foreign_key_of(const declared_model& owner, const declared_relation& r);

/// The properties that relations have as keys, by name. Null, and a mistake, where there is none.
class relation_keys {
public:
    /// All must outlive it.
    relation_keys(const declaration_words& words, std::map<std::string, declared_model>& models, mistakes& wrong)
        : words_{words}, models_{models}, wrong_{wrong}
    {
    }

    /// The key of the target on the model passed.
    std::string key_through_of(const declared_relation& r) const;

    /// A property that must be there.
    schema::column* key_named(const declared_model& owner, const declared_relation& r, std::string_view option,
                              declared_model& holder, const std::string& name) const;
    /// A property of the model passed that holds the key of `of`.
    schema::column* through_key(const declared_model& owner, const declared_relation& r, declared_model& middle,
                                const std::string& name, const declared_model& of, std::string_view option) const;
    /// A primary key, which is missing only where its absence was reported already.
    schema::column* key_of(const declared_model& owner, const declared_relation& r, std::string_view option,
                           declared_model& m, const std::string& name) const;

    /// Whether both sides of a hop are of one type; a mistake where they are not. A property declared "number" that
    /// turns out to be a key becomes an integer, as the generated ids are: joined as a real it would be compared as
    /// one.
    bool join(const declared_model& owner, const declared_relation& r, const declared_model& near, schema::column& a,
              const declared_model& far, schema::column& b) const;

private:
    bool told_column(const declared_model& owner, const declared_relation& r, std::string_view option,
                     const declared_model& holder, const std::string& name) const;

    const declaration_words& words_;
    std::map<std::string, declared_model>& models_;
    mistakes& wrong_;
};

} // namespace ginnel::app

// A small library: the pieces that the README shows, as one program.
#include <ginnel/ginnel.hpp>

#include <chrono>
#include <iostream>

struct Book;
struct Tag;

struct Author {
  std::int64_t id{};
  std::string name{};
  ginnel::has_many<Book> books{};
};

struct Book {
  std::int64_t id{};
  std::int64_t author_id{};
  std::string title{};
  int pages{};
  std::optional<std::chrono::year_month_day> published{};
  ginnel::belongs_to<Author> author{};
  ginnel::many_to_many<Tag> tags{};

  static void describe(ginnel::model<Book>& book);
};

struct Tag {
  std::int64_t id{};
  std::string name{};
  ginnel::extras extras{};
};

void Book::describe(ginnel::model<Book>& book) {
  book.relation(&Book::tags).pivot_column<std::optional<int>>("weight");
}

struct Category {
  std::int64_t id{};
  std::optional<std::int64_t> parent_id{};
  std::string name{};
  ginnel::belongs_to<Category> parent{};      // parent_id, by convention
  ginnel::has_many<Category> children{};

  static void describe(ginnel::model<Category>& category) {
    category.relation(&Category::children).foreign_key(&Category::parent_id);
  }
};

int main() try {
  using namespace std::chrono;
  ginnel::database db{"sqlite::memory:"};
  db.create_tables<Author, Book, Tag, Category>();

  Author austen = db.create(Author{.name = "Jane Austen"});
  auto books = db.related(austen, &Author::books);
  Book emma = books.create({.title = "Emma", .pages = 474, .published = 1815y / December / 23});
  books.create({.title = "Sanditon", .pages = 120});

  std::optional<Book> found = db.find<Book>(emma.id);           // one statement; empty if there is no such row
  Book first = db.query<Book>().where(&Book::pages, ">", 300).order_by(&Book::title).first_or_fail();
  std::int64_t number = db.related(austen, &Author::books).query().where_not_null(&Book::published).count();
  std::vector<std::string> titles = db.query<Book>().order_by(&Book::title).pluck(&Book::title);
  db.load(austen, &Author::books, [](auto& books) { books.limit(10); });   // into a row that is there already

  db.transaction([&](ginnel::transaction& t) {
    Tag classic = t.create(Tag{.name = "classic"});
    t.related(emma, &Book::tags).attach({{classic.id, {{"weight", 5}}}});
  });                                                           // committed; rolled back if the function throws

  for (const Tag& tag : db.related(emma, &Book::tags).query().all())
    std::cout << tag.name << ' ' << tag.extras.get<std::optional<int>>("pivot_weight").value_or(0) << '\n';

  emma.pages = 475;
  db.save(emma);                                                // updates a row that is stored, inserts one that is new
  std::int64_t changed = db.query<Book>().where(&Book::pages, "<", 200).update({{&Book::title, "A fragment"}});
  Tag novel = db.first_or_create<Tag>({{&Tag::name, "novel"}});
  db.related(emma, &Book::tags).toggle({novel.id});             // also detach, update_pivot, sync
  db.related(emma, &Book::tags).detach();                       // all of its links
  bool was_there = db.remove(emma);

  Category arts = db.create(Category{.name = "Arts"});
  db.related(arts, &Category::children).create_many({{.name = "Music"}, {.name = "Prose"}});
  db.load(arts, &Category::children);
  std::cout << found->title << ' ' << first.title << ' ' << number << ' ' << titles.size() << ' ' << austen.books.size() << ' '
            << arts.children.size() << ' ' << changed << ' ' << was_there << '\n';
} catch (const ginnel::error& e) {
  std::cerr << e.code() << ": " << e.what() << '\n';
  return 1;
}

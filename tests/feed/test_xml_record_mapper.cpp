#include <memory>
#include <string>
#include <vector>

#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "feed/xml_record_mapper.hpp"
#include "feed/xml_to_json.hpp"
#include "postgres/binary.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using namespace nightjar::feed;

namespace {

Column column_at(ColumnType type, const std::string& path) {
  Column column;
  column.name = path;
  column.type = type;
  column.source = path;
  column.form.is_trimmed = traits_of(type).shape != Shape::document;
  column.form.empty_is_value = type == ColumnType::text;
  return column;
}

/// What becomes of one record: its key is `/@id`, its other column as given.
struct Mapped {
  Mapped(const Column& column, const std::string& record, const std::string& encoding = "UTF-8") {
    feed.schema = "shop";
    feed.table = "books";
    feed.format = Format::xml;
    feed.columns = {column_at(ColumnType::text, "/@id"), column};
    feed.key = {0};
    mapper = make_record_mapper(feed, encoding, "f");
    const auto mapped = mapper->map({record, 0, record.size()}, row);
    outcome = mapped.outcome;
    if (mapped.violation) violation = mapped.violation->detail;
  }
  [[nodiscard]] std::string text() const {
    return row.columns() > 1 && row.field(1) ? std::string(*row.field(1)) : "null";
  }

  Definition feed;
  std::unique_ptr<RecordMapper> mapper;
  Row row;
  MappingOutcome outcome;
  std::string violation;
};

std::string text_at(const std::string& path, const std::string& content) {
  return Mapped(column_at(ColumnType::text, path), "<b id='1'>" + content + "</b>").text();
}

std::string json_of(const std::string& element) {
  std::string json;
  XmlToJson converter("UTF-8");
  const auto problem = converter.convert(element, json);
  return problem ? problem->what : json;
}

}  // namespace

TEST_CASE("An element becomes the same JSON whatever it contains") {
  CHECK(json_of("<a/>") == R"({"#text":""})");
  CHECK(json_of("<a x='1' y='\"'>t</a>") == R"({"#text":"t","@x":"1","@y":"\""})");
  CHECK(json_of("<a>\n <b>1</b>\n <c/>\n <b>2</b>\n</a>") ==
        R"({"b":[{"#text":"1"},{"#text":"2"}],"c":[{"#text":""}]})");
  CHECK(json_of("<a>x <b>y</b> z</a>") == R"({"#text":"x y z","b":[{"#text":"y"}]})");
  CHECK(json_of("<a><![CDATA[<&>]]>&lt;&#x20AC;</a>") == "{\"#text\":\"<&><\xe2\x82\xac\"}");
  CHECK(json_of("<a xsi:nil='true'/>") == R"({"#text":null,"@xsi:nil":"true"})");
  CHECK(json_of("<a><!-- c --><?p i?></a>") == R"({"#text":""})");
  CHECK_THAT(json_of("<a>&nbsp;</a>"), Contains("undefined entity"));
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<a>";
  for (int i = 0; i < 200; ++i) deep += "</a>";
  CHECK_THAT(json_of(deep), Contains("nested deeper than 127 levels"));
}

TEST_CASE("A path of elements is a JSON pointer to every element of each name") {
  const auto pointer = [](const std::string& path, ColumnType type = ColumnType::text) {
    return json_pointer_of(column_at(type, path));
  };
  CHECK(pointer("/title") == "/title/*/#text");
  CHECK(pointer("/price/@currency") == "/price/*/@currency");
  CHECK(pointer("/@id") == "/@id");
  CHECK(pointer("/text()") == "/#text");
  CHECK(pointer("/authors/author/*") == "/authors/*/author/*/#text");
  CHECK(pointer("/authors/author/0/name") == "/authors/*/author/0/name/*/#text");
  CHECK(pointer("/offers", ColumnType::jsonb) == "/offers/*");
  CHECK(pointer("/offers/0", ColumnType::jsonb) == "/offers/0");
}

TEST_CASE("A column has the text of an element or attribute") {
  CHECK(text_at("/title", "<title>Dune</title>") == "Dune");
  CHECK(text_at("/title", "<title>\n  Dune &amp; more\n</title>") == "Dune & more");
  CHECK(text_at("/title", "<title><![CDATA[ <b> ]]></title>") == "<b>");
  CHECK(text_at("/title", "<title>The <b>big</b> one</title>") == "The big one");
  CHECK(text_at("/price/@currency", "<price currency='EUR'>1</price>") == "EUR");
  CHECK(text_at("/m/title", "<m><other/><title>x</title></m>") == "x");
  CHECK(text_at("/dc:title", "<dc:title>x</dc:title><title>y</title>") == "x");
  CHECK(text_at("/text()", "x<!-- c -->y") == "xy");
  CHECK(text_at("/a/1", "<a>x</a><b/><a>y</a>") == "y");
}

TEST_CASE("What is absent or nil is null, and an empty element is an empty text") {
  CHECK(text_at("/title", "") == "null");
  CHECK(text_at("/title", "<title xsi:nil='true'/>") == "null");
  CHECK(text_at("/title", "<title/>").empty());
  CHECK(text_at("/title", "<title> </title>").empty());
  CHECK(text_at("/title", "<title><x/></title>") == "null");
  Column column = column_at(ColumnType::text, "/title");
  column.form.empty_is_value = false;
  CHECK(Mapped(column, "<b id='1'><title/></b>").text() == "null");
  const Mapped number(column_at(ColumnType::integer, "/n"), "<b id='1'><n/></b>");
  CHECK(number.outcome == MappingOutcome::whole);
  CHECK(number.text() == "null");
}

TEST_CASE("Values are read as their columns' types, however many elements there are") {
  const Mapped number(column_at(ColumnType::integer, "/n"), "<b id='1'><n> 12 </n><n>13</n></b>");
  CHECK(nightjar::postgres::read_int64(number.row.field(1).value()) == 12);
  CHECK(number.mapper->records_with_dropped_elements()[1] == 1);
  const Mapped wrong(column_at(ColumnType::integer, "/n"), "<b id='1'><n>many</n></b>");
  CHECK(wrong.outcome == MappingOutcome::spoiled);
  CHECK(wrong.violation == "/n: \"many\" is not of type integer");
  CHECK(wrong.row.field(0) == "1");
  Column flag = column_at(ColumnType::boolean, "/@on");
  flag.form.true_words = {"Y"};
  flag.form.false_words = {"N"};
  CHECK(Mapped(flag, "<b id='1' on='Y'/>").text() == std::string(1, '\1'));
}

TEST_CASE("A list has the texts of every element, one or many") {
  const auto list = [](const std::string& path, const std::string& content) {
    return Mapped(column_at(ColumnType::text_array, path), "<b id='1'>" + content + "</b>").text();
  };
  const std::string one = list("/authors/author", "<authors><author>A</author></authors>");
  CHECK(one == list("/authors/author/*", "<authors>\n<author> A</author>\n</authors>"));
  CHECK(one == list("/author/0", "<author>A</author><author>B</author>"));
  CHECK(one != list("/author", "<author>A</author><author>B</author>"));
  CHECK(list("/author", "") == list("/author", "<other/>"));
}

TEST_CASE("A jsonb column has an element with all that is in it") {
  const Mapped offers(column_at(ColumnType::jsonb, "/offers"),
                      "<b id='1'><offers><o n='1'>x</o><o n='2'/></offers></b>");
  CHECK(offers.text() ==
        "\1{\"o\":[{\"#text\":\"x\",\"@n\":\"1\"},{\"#text\":\"\",\"@n\":\"2\"}]}");
}

TEST_CASE("A record is read in the encoding of its file") {
  const Column title = column_at(ColumnType::text, "/t");
  CHECK(Mapped(title, "<b id='1'><t>\xe9\x80</t></b>", "windows-1252").text() ==
        "\xc3\xa9\xe2\x82\xac");
  CHECK(Mapped(title, "<b id='1'><t>\xe9</t></b>", "ISO-8859-1").text() == "\xc3\xa9");
  std::string wide;
  for (const char c : std::string("<b id='1'><t>x</t></b>")) wide.append(1, c).append(1, '\0');
  CHECK(Mapped(title, wide, "UTF-16LE").text() == "x");
}

TEST_CASE("A record that cannot be read belongs to no row") {
  const Mapped entity(column_at(ColumnType::text, "/t"), "<b id='1'><t>&nbsp;</t></b>");
  CHECK(entity.outcome == MappingOutcome::unknown);
  CHECK_THAT(entity.violation, Contains("undefined entity, at its byte 13"));
}

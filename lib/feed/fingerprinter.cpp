#include "feed/fingerprinter.hpp"

#include <algorithm>
#include <cstring>

#include "base/format.hpp"
#include "csv/record.hpp"
#include "feed/numeric.hpp"
#include "hashing/digest.hpp"
#include "json/canonical.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

/// Part of the digest. Increase it whenever the same definition gives other fingerprints.
constexpr int scheme = 2;

constexpr char jsonb_version = 1;  ///< the first byte of a jsonb in the protocol

/// Converts a jsonb from PostgreSQL's binary format to the canonical form.
std::string canonical_jsonb(std::string_view value) {
  std::string text;
  json::canonicalise(value.substr(1), text);
  return jsonb_version + text;
}

void append_list(std::string& text, const std::vector<std::string>& items) {
  text += fmt::format("\t{}", items.size());
  for (const std::string& item : items) text += fmt::format("\t{}:{}", item.size(), item);
}

/// All of a column's form, if it is not as by default.
void append_form(std::string& text, const ValueForm& form) {
  if (form == ValueForm{}) return;
  text += fmt::format("\t{:d}{:d}{:d}{:d}{:d}\t{:d}\t{}", form.is_trimmed, form.null_ignores_case,
                      form.null_ignores_spaces, form.is_in_string, form.empty_is_value,
                      form.decimal, static_cast<int>(form.ambiguous));
  if (form.implied_decimals > 0) text += fmt::format("\timplied {}", form.implied_decimals);
  append_list(text, {form.thousands, form.unit, form.zone});
  append_list(text, form.true_words);
  append_list(text, form.false_words);
}

}  // namespace

Fingerprinter::Fingerprinter(const Definition& definition) {
  for (std::size_t column = 0; column < definition.columns.size(); ++column) {
    const Column& described = definition.columns[column];
    values_.push_back({column, traits_of(described.type).equality,
                       postgres::wire_bytes(fingerprint_of(described.name).low)});
  }
  for (const std::size_t column : definition.key) key_.push_back(values_[column]);
  std::sort(values_.begin(), values_.end(), [&](const Part& a, const Part& b) {
    return definition.columns[a.column].name < definition.columns[b.column].name;
  });
}

Fingerprint Fingerprinter::of_values(const Row& row, Origin origin) {
  return of(values_, row, origin);
}

Fingerprint Fingerprinter::of_key(const Row& row) { return of(key_, row, Origin::mapper); }

inline void Fingerprinter::append_prefixed(const Part& part, std::string_view value) {
  char* const begin = bytes_.extend(part.tag.size() + value.size());
  std::memcpy(begin, part.tag.data(), part.tag.size());
  std::memcpy(begin + part.tag.size(), value.data(), value.size());
}

Fingerprint Fingerprinter::of(const std::vector<Part>& parts, const Row& row, Origin origin) {
  bytes_.clear();
  for (const Part& part : parts) {
    const auto field = row.field_with_length(part.column);
    if (!field) continue;
    if (part.equality == Equality::number) {
      append(part, numeric_without_scale(*row.field(part.column)));
    } else if (part.equality == Equality::canonical_jsonb && origin == Origin::postgres) {
      append(part, canonical_jsonb(*row.field(part.column)));
    } else {
      append_prefixed(part, *field);  // on the wire it has the form that is hashed
    }
  }
  return fingerprint_of(bytes_.view());
}

void Fingerprinter::append(const Part& part, std::string_view value) {
  const auto length = postgres::wire_bytes(static_cast<std::int32_t>(value.size()));
  append_prefixed(part, std::string(length.data(), length.size()).append(value));
}

/// All of a dialect that is not as by default; so a default CSV has the digest that it always had.
std::string text_of(const csv::Dialect& dialect) {
  if (dialect == csv::Dialect{}) return {};
  std::string text = fmt::format(
      "csv\t{:d}\t{:d}\t{:d}\t{:d}\t{}", dialect.delimiter, dialect.quote ? *dialect.quote : 0,
      static_cast<int>(dialect.escape), dialect.has_header, dialect.skip_lines);
  append_list(text, {dialect.comment, dialect.trailer, dialect.line_end});
  return text + '\n';
}

std::string digest_of(const Definition& definition) {
  std::string text = fmt::format("{}\n{}\n{}\n", scheme, static_cast<int>(definition.format),
                                 static_cast<int>(definition.kind));
  if (definition.records) text += fmt::format("records\t{}\n", *definition.records);
  if (definition.each) {
    text += fmt::format("each\t{}\t{}\n", definition.each->path,
                        static_cast<int>(definition.each->notation));
  }
  for (const Column& column : definition.columns) {
    text += fmt::format("{}\t{}\t{}\t{}", column.name, name_of(column.type), column.source,
                        static_cast<int>(column.notation));
    append_list(text, column.null_if);
    append_list(text, column.patterns);
    if (!column.other_headers.empty()) append_list(text += "\tother headers", column.other_headers);
    if (column.is_optional) text += "\toptional";
    append_form(text, column.form);
    text += '\n';
  }
  for (const std::size_t column : definition.key) text += fmt::format("{}\n", column);
  text += text_of(definition.csv);
  if (definition.record_length > 0) {
    text += fmt::format("record length\t{}\n", definition.record_length);
  }
  if (!definition.encoding.empty()) text += fmt::format("encoding\t{}\n", definition.encoding);
  return sha256_hex(text);
}

namespace {

/// What a file itself says of its records: its columns, or its encoding.
std::string preamble_of(const Definition& definition, std::string_view first_record) {
  if (traits_of(definition.format).says_encoding) return std::string(first_record);
  if (!traits_of(definition.format).has_fields()) return {};
  if (definition.csv.has_header) return std::string(first_record);
  return std::to_string(csv::count_fields(definition.csv, first_record));
}

}  // namespace

std::string digest_of_bytes(const Definition& definition, std::string_view first_record) {
  const int lines = traits_of(definition.format).header_scheme;
  const std::string form = lines == 0 ? "" : fmt::format("{}\n", lines);
  return sha256_hex(digest_of(definition) + form + preamble_of(definition, first_record));
}

}  // namespace nightjar::feed

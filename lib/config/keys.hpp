#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "csv/dialect.hpp"
#include "feed/definition.hpp"
#include "feed/source.hpp"
#include "yaml/keys.hpp"

namespace nightjar::config {

/// The keys of nightjar.yaml and of a dataset's YAML, one table for each map. The readers accept no
/// other key; docs/settings.md and the JSON Schemas in config/schema are generated from these
/// tables (`make reference`).

const yaml::Keys& settings_keys();
const yaml::Keys& retention_keys();

const yaml::Keys& dataset_keys();
const yaml::Keys& schedule_keys();

const yaml::Keys& source_keys();
const yaml::Keys& login_keys();
const yaml::Keys& low_speed_keys();
const yaml::Keys& retry_keys();
const yaml::Keys& limits_keys();

const yaml::Keys& feed_keys();
const yaml::Keys& each_keys();
const yaml::Keys& guards_keys();
const yaml::Keys& csv_keys();
const yaml::Keys& fixed_keys();
const yaml::Keys& column_keys();
const yaml::Keys& null_if_keys();

/// All of them, those of a file before those of the maps in it.
std::vector<const yaml::Keys*> all_keys();

// Words and their meanings.

constexpr std::array<std::pair<std::string_view, csv::Escape>, 2> csv_escapes{
    {{"doubled", csv::Escape::doubled}, {"backslash", csv::Escape::backslash}}};

constexpr std::array<std::pair<std::string_view, feed::Kind>, 2> kinds{
    {{"snapshot", feed::Kind::snapshot}, {"append", feed::Kind::append}}};

constexpr std::array<std::pair<std::string_view, char>, 2> decimal_marks{{{".", '.'}, {",", ','}}};

constexpr std::array<std::pair<std::string_view, feed::Ambiguous>, 3> ambiguous_answers{
    {{"first", feed::Ambiguous::first},
     {"last", feed::Ambiguous::last},
     {"reject", feed::Ambiguous::reject}}};

/// Of the array of `each:`.
constexpr std::array<std::pair<std::string_view, feed::Notation>, 2> notations_of_arrays{
    {{"json", feed::Notation::standard}, {"python", feed::Notation::python}}};

/// Whether values are in strings.
constexpr std::array<std::pair<std::string_view, bool>, 1> value_origins{{{"string", true}}};

/// Whether an empty field is a value.
constexpr std::array<std::pair<std::string_view, bool>, 2> empty_meanings{
    {{"value", true}, {"null", false}}};

constexpr std::array<std::pair<std::string_view, feed::Newest>, 2> newest_orders{
    {{"by_name", feed::Newest::by_name}, {"by_time", feed::Newest::by_time}}};

/// Whether a dump is in several files.
constexpr std::array<std::pair<std::string_view, bool>, 1> part_choices{{{"all", true}}};

constexpr std::array<std::pair<std::string_view, feed::PlainFtp>, 2> plain_ftp_answers{
    {{"refused", feed::PlainFtp::refused}, {"allowed", feed::PlainFtp::allowed}}};

}  // namespace nightjar::config

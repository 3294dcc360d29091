#include "comparing/value_setter.hpp"

namespace nightjar::comparing {
namespace {

/// Few enough that their memory is negligible.
constexpr std::size_t strays_at_once = 50'000;

/// Up to this many are searched; beyond it sorting all rows by their ids is faster.
constexpr std::size_t few_strays = 32;

}  // namespace

void ValueSetter::set(std::int64_t row_id, const Fingerprint& value) {
  auto row = rows_.row_near(expected_, row_id);
  if (!row && LiveRows::far_look_pays(++astray_)) row = search(row_id);
  if (row) {
    rows_.set_value(*row, value);
    expected_ = *row + 1;
    astray_ = 0;
    return;
  }
  strays_.emplace_back(row_id, value);
  if (strays_.size() == strays_at_once) finish();
}

/// Goes through all ids: some milliseconds, and less and less often if there is no order.
std::optional<std::size_t> ValueSetter::search(std::int64_t row_id) const {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_.row_id(row) == row_id) return row;
  }
  return std::nullopt;
}

void ValueSetter::finish() {
  const std::lock_guard lock(strays_mutex_);
  for (const auto& [row_id, value] : strays_) {
    const auto row = strays_.size() <= few_strays ? search(row_id) : rows_.row_with_id(row_id);
    if (row) rows_.set_value(*row, value);
  }
  strays_.clear();
}

LiveRows read_live_rows(std::uint64_t estimated, const feed::ReadFingerprints& read) {
  // Nothing that grows is held twice. What is reserved and not used takes no memory.
  LiveRows rows(LiveRows::Meaning::values);
  rows.reserve(estimated + estimated / 8);
  LiveRows other_half(LiveRows::Meaning::values);
  other_half.reserve(estimated * 5 / 8);
  read([&](std::int64_t row_id, const Fingerprint& value) { rows.add(value, row_id); },
       [&](std::int64_t row_id, const Fingerprint& value) { other_half.add(value, row_id); });
  rows.append(std::move(other_half));
  return rows;
}

void set_values(LiveRows& rows, const feed::ReadFingerprints& read) {
  rows.turn_to_values();
  std::mutex strays;
  ValueSetter one(rows, strays);
  ValueSetter other(rows, strays);
  read([&](std::int64_t row_id, const Fingerprint& value) { one.set(row_id, value); },
       [&](std::int64_t row_id, const Fingerprint& value) { other.set(row_id, value); });
  one.finish();
  other.finish();
}

}  // namespace nightjar::comparing

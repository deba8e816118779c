#pragma once

#include "common/base/bytes.hpp"
#include "common/model/value.hpp"
#include "common/store/cursor.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace understudy::server {

/// text: answers to COM_QUERY. binary: to COM_STMT_EXECUTE.
enum class RowForm : std::uint8_t { text, binary };

/// How a result set is to be written for one client.
struct ResultForm {
    RowForm rows = RowForm::text;
    std::uint32_t capabilities = 0;
    std::uint16_t status = 0;   ///< of the last packet
    std::uint8_t sequence = 1;  ///< of the first packet
};

/// Writes a result set as framed packets: columns, rows, end. Any thread, one at a time.
///
///     result := column_count column_definition* eof? row* (eof | ok)
class ResultEncoder {
  public:
    ResultEncoder(const ResultForm& form, std::int32_t utc_offset_seconds)
        : form_(form), sequence_(form.sequence), utc_offset_seconds_(utc_offset_seconds) {}

    /// `labels` replace the columns' names unless it is empty. `columns` must live on.
    void begin(const std::vector<store::ResultColumn>& columns,
               const std::vector<std::string>& labels, Bytes& out);
    void row(std::span<const Value> values, Bytes& out);
    void end(std::size_t warnings, Bytes& out);

    std::uint64_t rows() const noexcept { return rows_; }
    std::uint8_t next_sequence() const noexcept { return sequence_; }

  private:
    void close_packet(std::size_t start, Bytes& out);
    Value shown(const Value& value, const Column& column);

    ResultForm form_;
    std::uint8_t sequence_;
    std::int32_t utc_offset_seconds_;
    const std::vector<store::ResultColumn>* columns_ = nullptr;
    std::uint64_t rows_ = 0;
    std::vector<Value> shifted_;              ///< a row whose TIMESTAMPs are in the session's zone
    std::vector<std::string> shifted_texts_;  ///< their bytes
};

}  // namespace understudy::server

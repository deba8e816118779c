#pragma once

#include "common/binlog/transaction_encoder.hpp"
#include "common/store/writer.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::primary {

/// A multi-statement transaction: it owns the writer from its first write to its end. It lives
/// inside the engine's open transaction, behind the finished transactions of the group, under a
/// savepoint of its own, so that it can be undone alone.
///
/// Its row changes stand in the encoder. That is also how it can be *set aside*: undone, so that
/// the group before it may be committed, and put back from the encoder's row images. Nobody else
/// writes in between, so what is put back is what was there. Writer's thread only.
class OpenTransaction {
  public:
    using Clock = std::chrono::steady_clock;

    /// Errors: of the engine; then there is no transaction.
    static Result<OpenTransaction> open(store::Writer& writer, binlog::TransactionEncoder& encoder,
                                        std::uint64_t session_id, Clock::time_point now);

    std::uint64_t session_id() const noexcept { return session_id_; }
    /// When its session last asked for something.
    Clock::time_point last_used() const noexcept { return last_used_; }
    void use(Clock::time_point now) noexcept { last_used_ = now; }

    /// Savepoints have names; a new one hides an older one of the same name, as in MySQL.
    Result<void> savepoint(std::string_view name);
    /// Errors: 1305 if there is no such savepoint.
    Result<void> release(std::string_view name);
    Result<void> rollback_to(std::string_view name);

    /// Ends it within the engine's transaction. The encoder holds its changes, or none.
    Result<void> commit();
    Result<void> rollback();

    /// Undoes it in the engine; the encoder keeps its changes. Then the engine may commit.
    Result<void> set_aside();
    /// Does its changes again, in a new engine transaction.
    Result<void> put_back();

  private:
    struct Savepoint {
        std::string name;
        std::uint32_t number = 0;
        binlog::TransactionEncoder::Mark mark;
    };

    OpenTransaction(store::Writer& writer, binlog::TransactionEncoder& encoder,
                    std::uint64_t session_id, Clock::time_point now)
        : writer_(&writer), encoder_(&encoder), session_id_(session_id), last_used_(now) {}
    std::vector<Savepoint>::iterator find(std::string_view name);

    store::Writer* writer_;
    binlog::TransactionEncoder* encoder_;
    std::uint64_t session_id_;
    Clock::time_point last_used_;
    Savepoint base_;                     ///< before its first statement
    std::vector<Savepoint> savepoints_;  ///< the user's, oldest first
};

}  // namespace understudy::primary

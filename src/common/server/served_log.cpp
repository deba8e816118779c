#include "common/server/backend.hpp"

namespace understudy::server {
namespace {

class ServedPrimaryLog final : public ServedLog {
  public:
    explicit ServedPrimaryLog(binlog::Log& log) : log_(log) {}

    const binlog::LogView& view() const override { return log_; }
    std::vector<binlog::LogFile> files() const override { return log_.files(); }
    Coordinates durable() const override { return log_.durable(); }
    GtidSet purged_gtids() const override { return log_.purged_gtids(); }
    std::uint64_t add_listener(std::function<void()> listener) override {
        return log_.add_listener(std::move(listener));
    }
    void remove_listener(std::uint64_t id) override { log_.remove_listener(id); }

  private:
    binlog::Log& log_;
};

}  // namespace

std::unique_ptr<ServedLog> serve(binlog::Log& log) {
    return std::make_unique<ServedPrimaryLog>(log);
}

Error read_only_error(ReadOnly mode) {
    const std::string option =
        mode == ReadOnly::super_read_only ? "--super-read-only" : "--read-only";
    return sql_error(1290, "The MySQL server is running with the " + option +
                               " option so it cannot execute this statement");
}

}  // namespace understudy::server

// understudy-primary: MySQL protocol in front, SQLite files inside, real MySQL binary logs behind.

#include "common/app/program.hpp"
#include "primary/primary.hpp"

namespace {

using namespace understudy;

Result<void> run(boost::asio::io_context& io, const app::PrimaryConfig& config) {
    TRY_ASSIGN(const std::unique_ptr<primary::Primary> primary,
               primary::Primary::start(io, real_file_system(), config));
    app::run_until_stopped(io, [&primary] { primary->stop(); });
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    app::PrimaryConfig config;
    const app::ProgramText text{"understudy-primary", app::primary_title};
    return app::run_program(argc, argv, text, app::primary_keys(config), config.front_end,
                            [&config](boost::asio::io_context& io) { return run(io, config); });
}

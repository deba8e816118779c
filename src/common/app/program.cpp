#include "common/app/program.hpp"

#include "common/app/exit_code.hpp"
#include "common/app/logging.hpp"
#include "common/app/shutdown.hpp"

#include <cstdio>
#include <optional>

#include <spdlog/spdlog.h>
#include <unistd.h>

namespace understudy::app {
namespace {

int exit_with(const ProgramText& text, const Error& error) {
    std::fprintf(stderr, "%s: %s\n", text.name.c_str(), error.message.c_str());
    return static_cast<int>(exit_code_of(error.code));
}

void print_help(const ProgramText& text, const ConfigKeys& keys) {
    std::printf("usage: %s [--config FILE] [--KEY VALUE]...\n\n%s\n%s\n%s\n", text.name.c_str(),
                "Every key of the configuration file is a flag as well; the flag wins.\n",
                describe_flags(keys).c_str(), exit_codes_help());
}

/// Holds the process id in a file while the server runs.
class PidFile {
  public:
    static Result<PidFile> write(const std::string& path) {
        PidFile file;
        if (path.empty()) return file;
        const std::string text = std::to_string(::getpid()) + "\n";
        TRY(replace_file(real_file_system(), path, as_bytes(text)));
        file.path_ = path;
        return file;
    }
    PidFile(PidFile&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    PidFile& operator=(PidFile&& other) noexcept {
        std::swap(path_, other.path_);
        return *this;
    }
    ~PidFile() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }

  private:
    PidFile() = default;
    std::string path_;
};

/// What to do instead of serving, if anything: the exit code.
std::optional<int> answer_question(const Invocation& asked, const ProgramText& text,
                                   const ConfigKeys& keys) {
    if (asked.help) {
        print_help(text, keys);
    } else if (asked.version) {
        std::printf("%s %s\n", text.name.c_str(), UNDERSTUDY_VERSION);
    } else if (asked.print_config) {
        std::fputs(describe_file(text.title, keys).c_str(), stdout);
    } else {
        return std::nullopt;
    }
    return static_cast<int>(ExitCode::ok);
}

Result<void> log_and_run(const FrontEndConfig& config,
                         const std::function<Result<void>(boost::asio::io_context&)>& run) {
    LoggingOptions logging;
    logging.level = config.log_level;
    logging.file = config.log_file;
    logging.format = config.log_json ? LoggingOptions::Format::json : LoggingOptions::Format::text;
    TRY(start_logging(logging));
    TRY_ASSIGN(const PidFile pid_file, PidFile::write(config.pid_file));
    boost::asio::io_context io(1);
    return run(io);
}

}  // namespace

int run_program(int argc, char** argv, const ProgramText& text, const ConfigKeys& keys,
                const FrontEndConfig& config,
                const std::function<Result<void>(boost::asio::io_context&)>& run) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const Result<Invocation> asked = load_config(real_file_system(), arguments, keys);
    if (!asked) return exit_with(text, asked.error());
    if (const std::optional<int> answered = answer_question(*asked, text, keys)) return *answered;
    if (!asked->arguments.empty()) {
        return exit_with(text, Error{ErrorCode::refused,
                                     "unexpected argument '" + asked->arguments.front() + "'"});
    }
    if (const Result<void> ran = log_and_run(config, run); !ran) {
        if (spdlog::should_log(spdlog::level::err)) spdlog::error("{}", ran.error().message);
        return static_cast<int>(exit_code_of(ran.error().code));
    }
    return static_cast<int>(ExitCode::ok);
}

void run_until_stopped(boost::asio::io_context& io, const std::function<void()>& stop) {
    Shutdown* ending = nullptr;
    Shutdown shutdown(io, [&](int signal) {
        spdlog::info("signal {}: stopping", signal);
        stop();
        ending->cancel();
    });
    ending = &shutdown;
    io.run();
}

}  // namespace understudy::app

// The whole gateway under load: clients in this process post invoices to a server in this process,
// each waiting for its acknowledgement before it sends the next. So the figures include what the
// clients cost; the baseline, a server that reads the same bytes and answers at once, does too.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/NullStream.h>
#include <Poco/StreamCopier.h>

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "gateway/cli/bench_run.h"
#include "gateway/cli/sample_invoice.h"
#include "gateway/cli/service.h"

namespace facteur::gateway::cli {
namespace {

namespace net = Poco::Net;

constexpr std::string_view blank_number = "000000000";
constexpr const char* boundary = "facteur-bench";
constexpr std::chrono::minutes patience(10);

struct Answer {
  int status;
  std::string body;
};

Answer post(net::HTTPClientSession& session, const std::string& path, const std::string& type,
            const std::string& token, const std::string& body) {
  net::HTTPRequest request(net::HTTPRequest::HTTP_POST, path, net::HTTPMessage::HTTP_1_1);
  request.setContentType(type);
  request.setContentLength64(Poco::Int64(body.size()));
  if (!token.empty()) request.set("Authorization", "Bearer " + token);
  session.sendRequest(request) << body;
  net::HTTPResponse response;
  Answer answer;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), answer.body);
  answer.status = response.getStatus();
  return answer;
}

// The form of POST /v1/flows around one invoice whose number is still blank.
std::string form() {
  const std::string delimiter = std::string("--") + boundary;
  return delimiter +
         "\r\nContent-Disposition: form-data; name=\"flowInfo\"\r\n"
         "Content-Type: application/json\r\n\r\n"
         "{\"name\": \"bench.xml\", \"flowSyntax\": \"UBL\"}\r\n" +
         delimiter +
         "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bench.xml\"\r\n"
         "Content-Type: application/xml\r\n\r\n" +
         sample_invoice(blank_number) + "\r\n" + delimiter + "--\r\n";
}

struct Load {
  double seconds = 0;
  std::vector<double> waits;  // seconds for each acknowledgement
};

// `options.clients` threads send `options.invoices` in all.
class Clients {
 public:
  Clients(std::uint16_t port, std::string path, std::string token)
      : port_(port), path_(std::move(path)), token_(std::move(token)) {}

  Load send(const BenchOptions& options) {
    Load load;
    load.seconds = seconds_of([&] {
      std::vector<std::thread> threads;
      for (int i = 0; i < options.clients; ++i)
        threads.emplace_back([&] { send_until(options.invoices, load.waits); });
      for (auto& thread : threads) thread.join();
    });
    if (!problem_.empty()) throw std::runtime_error(problem_);
    return load;
  }

 private:
  void send_until(int count, std::vector<double>& all_waits) {
    std::vector<double> waits;
    try {
      net::HTTPClientSession session("127.0.0.1", port_);
      session.setKeepAlive(true);
      std::string body = form();
      const std::size_t at = body.find(blank_number);
      for (int n; (n = ++last_number_) <= count;) {
        const std::string digits = std::to_string(n);
        body.replace(at + blank_number.size() - digits.size(), digits.size(), digits);
        waits.push_back(seconds_of([&] { send_one(session, body); }));
        body.replace(at, blank_number.size(), blank_number);
      }
    } catch (const Poco::Exception& error) {
      note(error.displayText());
    } catch (const std::exception& error) {
      note(error.what());
    }
    std::lock_guard lock(mutex_);
    all_waits.insert(all_waits.end(), waits.begin(), waits.end());
  }

  void send_one(net::HTTPClientSession& session, const std::string& body) {
    const auto type = std::string("multipart/form-data; boundary=") + boundary;
    const Answer answer = post(session, path_, type, token_, body);
    if (answer.status != net::HTTPResponse::HTTP_ACCEPTED)
      throw std::runtime_error("answer " + std::to_string(answer.status) + ": " + answer.body);
  }

  void note(const std::string& problem) {
    std::lock_guard lock(mutex_);
    problem_ = problem;
    last_number_ = 1 << 30;  // the others need not go on
  }

  const std::uint16_t port_;
  const std::string path_, token_;
  std::atomic<int> last_number_ = 0;
  std::mutex mutex_;
  std::string problem_;
};

// The baseline: reads the body, answers 202, keeps nothing.
class SinkHandler : public net::HTTPRequestHandler {
  void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override {
    Poco::NullOutputStream nowhere;
    Poco::StreamCopier::copyStream(request.stream(), nowhere);
    response.setStatus(net::HTTPResponse::HTTP_ACCEPTED);
    response.setContentLength(2);
    response.send() << "{}";
  }
};

class SinkFactory : public net::HTTPRequestHandlerFactory {
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new SinkHandler;  // Poco takes it
  }
};

Load baseline(const BenchOptions& options) {
  net::HTTPServerParams::Ptr parameters(new net::HTTPServerParams);
  parameters->setMaxThreads(options.clients);
  parameters->setMaxKeepAliveRequests(0);
  Poco::ThreadPool pool(2, options.clients + 2);
  net::ServerSocket socket(net::SocketAddress("127.0.0.1", 0));
  net::HTTPServer server(new SinkFactory, pool, socket, parameters);
  server.start();
  Load load = Clients(socket.address().port(), "/", "").send(options);
  server.stopAll(true);
  return load;
}

std::string access_token(std::uint16_t port) {
  net::HTTPClientSession session("127.0.0.1", port);
  const Answer answer = post(session, "/oauth/token", "application/x-www-form-urlencoded", "",
                             "grant_type=client_credentials&client_id=demo-vendeur"
                             "&client_secret=demo-vendeur-secret");
  if (answer.status != net::HTTPResponse::HTTP_OK)
    throw std::runtime_error("no access token: " + answer.body);
  return nlohmann::json::parse(answer.body).at("access_token").get<std::string>();
}

void wait_until_idle(const Service& service) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!service.idle()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the pipeline hangs");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

void bench_intake(const BenchOptions& options, const Report& report) {
  const Load plain = baseline(options);
  const ScratchFolder folder(options.folder);
  Config config;
  config.port = 0;
  config.data = folder.path() / "data";
  config.demo = true;
  Service service(config, system_clock(), [](const std::string&) {});
  Clients clients(service.port(), "/v1/flows", access_token(service.port()));
  wait_until_idle(service);

  const ServiceFigures before = service.figures();
  Load load;
  const double through = seconds_of([&] {
    load = clients.send(options);
    wait_until_idle(service);
  });
  const ServiceFigures after = service.figures();
  if (after.rejected != before.rejected)
    throw std::runtime_error("the gateway rejected invoices of the bench");

  const double count = options.invoices;
  const auto add = [&](const std::string& what, double value, const std::string& unit,
                       double baseline_value) {
    report({"intake", what, value, unit, "bare HTTP server", baseline_value});
  };
  auto waits = load.waits, plain_waits = plain.waits;
  const std::string clients_said = std::to_string(options.clients) + " clients";
  add("acknowledged, " + clients_said, count / load.seconds, "/s", count / plain.seconds);
  add("through the pipeline", count / through, "/s", count / plain.seconds);
  for (const auto& [name, share] : {std::pair("p50", 0.5), {"p99", 0.99}})
    add(std::string("acknowledgement, ") + name, quantile(waits, share) * 1e3, "ms",
        quantile(plain_waits, share) * 1e3);
  const double syncs =
      double(after.commits - before.commits) + double(after.archive_syncs - before.archive_syncs);
  report({"intake", "syncs an invoice", syncs / count, "", "", 0});
}

}  // namespace facteur::gateway::cli

#include "gateway/http/metrics.h"

namespace facteur::gateway::http {
namespace {

void head(std::string& text, const std::string& name, const std::string& type,
          const std::string& help) {
  text += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

}  // namespace

std::string prometheus_text(const Metrics& metrics, const std::vector<Figure>& more) {
  std::string text;
  head(text, "facteur_http_responses_total", "counter", "Answers by class of status.");
  for (std::size_t hundred = 1; hundred < metrics.responses.size(); ++hundred)
    text += "facteur_http_responses_total{class=\"" + std::to_string(hundred) + "xx\"} " +
            std::to_string(metrics.responses[hundred].load()) + "\n";
  head(text, "facteur_http_body_bytes_total", "counter", "Bytes of request bodies received.");
  text += "facteur_http_body_bytes_total " + std::to_string(metrics.body_bytes.load()) + "\n";
  head(text, "facteur_http_requests_now", "gauge", "Requests being served.");
  text += "facteur_http_requests_now " + std::to_string(metrics.requests_now.load()) + "\n";
  for (const Figure& figure : more) {
    head(text, figure.name, figure.type, figure.help);
    text += figure.name + " " + std::to_string(figure.value) + "\n";
  }
  return text;
}

}  // namespace facteur::gateway::http

package pop3kit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Sends requests to the control room of one server. */
final class ControlRoom {
    // The time limit of an answer, beyond the time that the request itself asks the server to wait.
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final String token;
    private final Supplier<String> complaint;

    ControlRoom(int port, String token, Supplier<String> complaint) {
        address = "http://127.0.0.1:" + port;
        this.token = token;
        this.complaint = complaint;
    }

    /** Makes the query of a request. A name whose value is null is left out. */
    static Map<String, Object> query(Object... namesAndValues) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            if (namesAndValues[at + 1] != null) out.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return out;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the decoded answer; throws Pop3kitException if the server refuses the request. */
    Object ask(String method, String path, byte[] body, Map<String, Object> query) {
        StringJoiner words = new StringJoiner("&", "?", "").setEmptyValue("");
        Duration limit = ANSWER_LIMIT;
        for (Map.Entry<String, Object> each : query.entrySet()) {
            Object value = each.getValue();
            if (value instanceof Duration wait) {
                limit = limit.plus(wait);
                value = Math.max(0, wait.toMillis()) + "ms";
            }
            words.add(each.getKey() + "=" + encoded(value.toString()));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path + words)).timeout(limit)
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)).build();
        HttpResponse<String> answer = send(request);
        Object told = Json.parse(answer.body());
        if (answer.statusCode() >= 400) throw new Pop3kitException((String) Json.object(told).get("error"), answer.statusCode());
        return told;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new Pop3kitException("the thread was interrupted while it waited for an answer of the server", error);
        } catch (IOException error) {
            String reason = complaint.get();
            throw new Pop3kitException("the server does not answer: " + (reason.isEmpty() ? error : reason), error);
        }
    }
}

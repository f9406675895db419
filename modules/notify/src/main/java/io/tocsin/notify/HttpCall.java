package io.tocsin.notify;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One request, whatever the way to its server.
 *
 * @param headers besides {@code Content-Type} and {@code User-Agent}, by name in any case
 * @param confidential whether the body itself holds a credential, so that it must not follow a redirect to another host
 */
record HttpCall(
        HttpMethod method,
        String url,
        Map<String, String> headers,
        String contentType,
        Buffer body,
        boolean confidential) {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String FORM = "application/x-www-form-urlencoded";

    HttpCall {
        headers = copy(headers);
    }

    static HttpCall json(String url, Map<String, String> headers, JsonObject body) {
        // not toBuffer(): that refuses halves of surrogate pairs, which logs do contain
        return new HttpCall(HttpMethod.POST, url, headers, JSON, Buffer.buffer(body.encode()), false);
    }

    static HttpCall form(String url, Map<String, String> headers, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpCall(HttpMethod.POST, url, headers, FORM, Buffer.buffer(body), true);
    }

    HttpCall put() {
        return new HttpCall(HttpMethod.PUT, url, headers, contentType, body, confidential);
    }

    /** The same for servers that take a credential in the body. */
    HttpCall guarded() {
        return new HttpCall(method, url, headers, contentType, body, true);
    }

    HttpCall to(String otherUrl) {
        return new HttpCall(method, otherUrl, headers, contentType, body, confidential);
    }

    /** With these headers instead. */
    HttpCall with(Map<String, String> others) {
        return new HttpCall(method, url, others, contentType, body, confidential);
    }

    HttpCall with(String name, String value) {
        Map<String, String> more = copy(headers);
        more.put(name, value);
        return with(more);
    }

    /**
     * All headers, ready to be sent; line breaks in values are blanks.
     *
     * @throws IllegalArgumentException for a name that HTTP does not allow
     */
    MultiMap lines(String userAgent) {
        // this kind of map refuses what is no header
        MultiMap lines = HttpHeaders.headers().set("Content-Type", contentType).set("User-Agent", userAgent);
        headers.forEach((name, value) -> lines.set(name, Texts.line(value)));
        return lines;
    }

    static Map<String, String> copy(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return copy;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

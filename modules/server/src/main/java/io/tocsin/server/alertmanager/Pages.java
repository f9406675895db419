package io.tocsin.server.alertmanager;

import io.tocsin.routing.AlertFilter;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Long lists in pages, which Alertmanager does not have: {@code limit} and {@code after}, and the way to the next page. */
final class Pages {
    private Pages() {}

    /** A filter for one more than a page takes: it tells whether there is a next one. */
    static AlertFilter oneMore(AlertFilter asked) {
        return asked.limit() == Integer.MAX_VALUE ? asked : limited(asked, asked.after(), asked.limit() + 1);
    }

    /** The same filter for everything. */
    static AlertFilter whole(AlertFilter asked) {
        return limited(asked, "", Integer.MAX_VALUE);
    }

    private static AlertFilter limited(AlertFilter asked, String after, int limit) {
        return new AlertFilter(
                asked.matchers(),
                asked.active(),
                asked.silenced(),
                asked.inhibited(),
                asked.muted(),
                asked.receiver(),
                asked.receiverMatchers(),
                after,
                limit);
    }

    /**
     * The page, and where there are more, a {@code Link} to the next one.
     *
     * @param place what names the place of one in the list
     */
    static <T> List<T> cut(RoutingContext context, List<T> found, int limit, Function<T, String> place) {
        if (found.size() <= limit) return found;
        List<T> page = found.subList(0, limit);
        String next = place.apply(page.getLast());
        String rest = context.queryParams().entries().stream()
                .filter(param -> !param.getKey().equals("after"))
                .map(Pages::encoded)
                .collect(Collectors.joining("&"));
        String link = context.request().path() + "?" + rest + "&after=" + encoded(next);
        context.response().putHeader("Link", "<" + link + ">; rel=\"next\"");
        return page;
    }

    private static String encoded(Map.Entry<String, String> param) {
        return encoded(param.getKey()) + "=" + encoded(param.getValue());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

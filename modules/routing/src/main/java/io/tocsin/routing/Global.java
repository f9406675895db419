package io.tocsin.routing;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What receivers fall back on.
 *
 * @param resolveTimeout after which an alert from outside without an end counts as resolved, unless it is heard again
 * @param pagerdutyUrl {@code https://events.pagerduty.com} or what stands for it: the path is the channel's business
 * @param access the {@code http_config} of what has none of its own
 * @param texts the other keys as they stand in the file, nested ones with dotted paths; never a secret
 */
public record Global(
        Duration resolveTimeout,
        Smtp smtp,
        Slack slack,
        String pagerdutyUrl,
        HttpAccess access,
        Map<String, String> texts) {
    public Global {
        texts = Map.copyOf(texts);
    }

    /**
     * The mail server that email receivers use unless they name their own. A null text was not given at all, an empty one
     * was given and says nothing.
     *
     * @param implicitTls null to decide by the port: 465 is implicit
     */
    public record Smtp(
            @Nullable String smarthost,
            @Nullable String from,
            String hello,
            SmtpServer.Login login,
            boolean requireTls,
            @Nullable Boolean implicitTls,
            HttpAccess.Tls tls) {}

    /**
     * Slack's addresses and credentials; null where not given.
     *
     * @param appUrl the Web API itself, {@code https://slack.com/api}, without the name of a method
     */
    public record Slack(@Nullable Secret apiUrl, @Nullable Secret appToken, String appUrl) {}
}

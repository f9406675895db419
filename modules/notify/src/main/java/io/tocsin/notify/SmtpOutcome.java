package io.tocsin.notify;

import io.tocsin.model.Outcome;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;

/** What a failed mail transaction means. Source: RFC 5321 section 4.2.1, RFC 4954 section 6. */
final class SmtpOutcome {
    private SmtpOutcome() {}

    /**
     * Judges a failure.
     *
     * @param underWay whether the envelope was begun: before that nothing can have arrived, and every refusal is about us
     */
    static Outcome of(Throwable failure, boolean underWay) {
        String detail = "mail: " + Details.of(failure);
        if (failure instanceof SMTPException refused) return refused(refused.getReplyCode(), detail, underWay);
        if (failure instanceof BrokenAccess || failure instanceof IllegalArgumentException)
            return new Outcome.Permanent(detail);
        return underWay ? new Outcome.Ambiguous(detail) : new Outcome.Retry(detail, Duration.ZERO);
    }

    private static Outcome refused(int code, String detail, boolean underWay) {
        boolean aboutUs = switch (code) {
            // authentication or TLS wanted: a configuration error that somebody may be mending
            case 530, 534, 535, 538 -> true;
            default -> !underWay;
        };
        return code >= 500 && !aboutUs ? new Outcome.Permanent(detail) : new Outcome.Retry(detail, Duration.ZERO);
    }
}

package io.tocsin.notify;

import io.tocsin.model.Outcome;
import io.tocsin.model.Outcome.Ambiguous;
import io.tocsin.model.Outcome.Delivered;
import io.tocsin.model.Outcome.Permanent;
import io.tocsin.model.Outcome.Retry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes one outcome of those of several recipients: as long as anyone may still get it, it goes on. */
final class MailOutcomes {
    private MailOutcomes() {}

    static Outcome merged(Map<String, Outcome> outcomes, String thread) {
        String detail = detail(outcomes);
        List<Retry> retries = of(outcomes, Retry.class);
        if (!retries.isEmpty()) {
            Duration after = retries.stream()
                    .map(Retry::after)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            return new Retry(detail, after);
        }
        if (!of(outcomes, Ambiguous.class).isEmpty()) return new Ambiguous(detail);
        return of(outcomes, Delivered.class).isEmpty() ? new Permanent(detail) : new Delivered(detail, thread);
    }

    /** With several recipients it names those who did not get it. */
    private static String detail(Map<String, Outcome> outcomes) {
        Map<Boolean, List<Map.Entry<String, Outcome>>> split = outcomes.entrySet().stream()
                .collect(Collectors.partitioningBy(entry -> entry.getValue() instanceof Delivered));
        List<Map.Entry<String, Outcome>> failed = split.getOrDefault(false, List.of());
        if (failed.isEmpty()) return outcomes.values().iterator().next().detail();
        if (outcomes.size() == 1) return failed.getFirst().getValue().detail();
        String reasons = failed.stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().detail())
                .collect(Collectors.joining("; "));
        return (outcomes.size() - failed.size()) + " of " + outcomes.size() + " recipients; " + reasons;
    }

    private static <T extends Outcome> List<T> of(Map<String, Outcome> outcomes, Class<T> kind) {
        return outcomes.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

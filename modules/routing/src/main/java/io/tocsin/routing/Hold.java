package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps an alert from being told at an instant. */
public sealed interface Hold {
    /** When it is over, as far as can be seen; null for nobody knows. */
    @Nullable
    Instant until();

    /** People asked for silence. */
    record BySilence(Silence silence, @Nullable Instant until) implements Hold {}

    /**
     * Another alert that fires explains this one; nobody knows until when.
     *
     * @param alert its fingerprint
     * @param rule the name of the inhibition rule; often empty
     */
    record ByAlert(long alert, Labels labels, String rule) implements Hold {
        @Override
        public @Nullable Instant until() {
            return null;
        }
    }

    /**
     * The route is silent at this time.
     *
     * @param outside whether it is outside of intervals in which the route speaks, or else inside of ones in which it does not
     */
    record ByInterval(
            boolean outside, List<String> names, @Nullable Instant until) implements Hold {
        public ByInterval {
            names = List.copyOf(names);
        }
    }
}

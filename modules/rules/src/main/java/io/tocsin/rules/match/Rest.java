package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Leaf;
import io.tocsin.query.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What of a query must still be asked of an event, after what is known beforehand has been left out. */
sealed interface Rest {
    boolean holds(Asked asked);

    /** What asking costs, roughly: the cheapest part is asked first. */
    int effort();

    private static Rest[] sorted(List<Rest> parts) {
        Rest[] sorted = parts.toArray(Rest[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Rest::effort));
        return sorted;
    }

    private static int effort(Rest[] parts) {
        int sum = 0;
        for (Rest part : parts) sum += part.effort();
        return sum;
    }

    /** Decided beforehand; part of no other test. */
    enum Fixed implements Rest {
        YES,
        NO;

        @Override
        public boolean holds(Asked asked) {
            return this == YES;
        }

        @Override
        public int effort() {
            return 0;
        }
    }

    /** All of the parts. */
    final class Both implements Rest {
        private final Rest[] parts;

        Both(List<Rest> parts) {
            this.parts = sorted(parts);
        }

        List<Rest> parts() {
            return List.of(parts);
        }

        @Override
        public int effort() {
            return Rest.effort(parts);
        }

        @Override
        public boolean holds(Asked asked) {
            for (Rest part : parts) {
                if (!part.holds(asked)) return false;
            }
            return true;
        }
    }

    /** At least one of the parts. */
    final class Either implements Rest {
        private final Rest[] parts;

        Either(List<Rest> parts) {
            this.parts = sorted(parts);
        }

        List<Rest> parts() {
            return List.of(parts);
        }

        @Override
        public int effort() {
            return Rest.effort(parts);
        }

        @Override
        public boolean holds(Asked asked) {
            for (Rest part : parts) {
                if (part.holds(asked)) return true;
            }
            return false;
        }
    }

    /** The other answer. */
    record Opposite(Rest part) implements Rest {
        @Override
        public boolean holds(Asked asked) {
            return !part.holds(asked);
        }

        @Override
        public int effort() {
            return part.effort();
        }
    }

    /** A condition on several fields. */
    record Entire(Query query) implements Rest {
        @Override
        public boolean holds(Asked asked) {
            return query.matches(asked.event());
        }

        @Override
        public int effort() {
            return Effort.OF_WHOLE_EVENT;
        }
    }

    /** One condition, the same object for all queries of a plan that have it. */
    final class Ask implements Rest {
        /** From this many queries on the answer is kept: looking it up costs about as much as a short comparison. */
        private static final int SHARED = 3;

        private final int number;
        private final Leaf leaf;
        private final int field;
        private final int effort;
        private int uses;

        /**
         * A condition.
         *
         * @param field as {@link Leaves} numbers it
         * @param routed whether its answer is often known by the kind of the event
         */
        Ask(int number, Leaf leaf, int field, boolean routed) {
            this.number = number;
            this.leaf = leaf;
            this.field = field;
            this.effort = routed ? Effort.OF_KNOWN : Effort.of(leaf);
        }

        Leaf leaf() {
            return leaf;
        }

        int number() {
            return number;
        }

        Ask used() {
            uses++;
            return this;
        }

        @Override
        public int effort() {
            return effort;
        }

        @Override
        public boolean holds(Asked asked) {
            byte known = asked.known(number);
            if (known != Answer.UNKNOWN) return known == Answer.YES;
            if (uses < SHARED) return ask(asked);
            if (!asked.isAnswered(number)) asked.answer(number, ask(asked));
            return asked.answer(number);
        }

        private boolean ask(Asked asked) {
            LogEvent event = asked.event();
            int[] at = asked.places(field);
            if (at == null) return leaf.matches(event);
            Fields fields = event.fields();
            for (int position : at) {
                // A level that names none is missing at the end.
                if (position < fields.size() && leaf.test(fields.value(position))) return true;
            }
            return false;
        }
    }
}

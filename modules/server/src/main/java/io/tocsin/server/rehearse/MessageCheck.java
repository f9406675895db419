package io.tocsin.server.rehearse;

import io.tocsin.model.Alert;
import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares who was told with what a test expects. */
final class MessageCheck {
    private final List<Told> told;
    private final TeamsOf teams;
    private final Offsets offsets;
    private final Duration delay;

    /** Who is in a team. */
    @FunctionalInterface
    interface TeamsOf {
        /** The team of a receiver, as its labels say; empty for none. */
        String receiver(String name);
    }

    /** @param delay how much later than they happened events arrive: messages may be as late */
    MessageCheck(List<Told> told, TeamsOf teams, Instant start, Duration delay) {
        this.told = told;
        this.teams = teams;
        this.offsets = new Offsets(start);
        this.delay = delay;
    }

    /** What is wrong, in words; empty when nothing is. */
    List<String> check(Expectation.Message expected) {
        List<Told> fitting =
                told.stream().filter(message -> fits(message, expected)).toList();
        List<Told> inTime =
                fitting.stream().filter(message -> inTime(message, expected)).toList();
        List<String> wrong = new ArrayList<>();
        if (expected.none()) {
            for (Told message : inTime) wrong.add(what(expected) + " must not be told; was told " + words(message));
        } else if (inTime.isEmpty()) {
            wrong.add(what(expected) + " must be told" + when(expected) + "; " + nearest(fitting, expected));
        }
        return wrong;
    }

    private boolean fits(Told message, Expectation.Message expected) {
        return expected.kinds().contains(message.kind())
                && reads(message, expected.to())
                && (expected.channel().isEmpty() || expected.channel().equals(message.channel()))
                && (expected.level() == 0 || expected.level() == message.level())
                && (expected.alert().isEmpty()
                        || message.group().alerts().stream().map(Alert::name).anyMatch(expected.alert()::equals));
    }

    private boolean reads(Told message, Expectation.Reader to) {
        return switch (to.kind()) {
            case PERSON -> message.person().equals(to.name());
            case RECEIVER -> message.person().isEmpty() && message.receiver().equals(to.name());
            case TEAM ->
                message.person().isEmpty()
                        && (message.receiver().equals(to.name())
                                || teams.receiver(message.receiver()).equals(to.name()));
        };
    }

    private boolean inTime(Told message, Expectation.Message expected) {
        Duration at = expected.at();
        if (at == null) return true;
        Instant from = offsets.start().plus(at);
        Instant to = from.plus(expected.within()).plus(delay);
        return !message.at().isBefore(from) && !message.at().isAfter(to);
    }

    private static String what(Expectation.Message expected) {
        String alert = expected.alert().isEmpty() ? "" : " of " + expected.alert();
        String channel = expected.channel().isEmpty() ? "" : " by " + expected.channel();
        String level = expected.level() == 0 ? "" : " at level " + expected.level();
        return expected.to() + alert + channel + level;
    }

    private static String when(Expectation.Message expected) {
        Duration at = expected.at();
        if (at == null) return "";
        return " at " + Durations.print(at) + ", within " + Durations.print(expected.within());
    }

    private String nearest(List<Told> fitting, Expectation.Message expected) {
        if (!fitting.isEmpty()) return "was told " + words(closest(fitting, expected.at()));
        if (told.isEmpty()) return "nobody was told anything";
        Told other = closest(told, expected.at());
        return "never was; the nearest message went to " + other.reader() + " " + words(other);
    }

    private Told closest(List<Told> messages, @Nullable Duration at) {
        Instant wanted = offsets.start().plus(at == null ? Duration.ZERO : at);
        return messages.stream()
                .min(Comparator.comparing(
                        message -> Duration.between(wanted, message.at()).abs()))
                .orElseThrow();
    }

    private String words(Told message) {
        return "at " + offsets.of(message.at()) + " by " + message.channel() + ": "
                + message.kind().name().toLowerCase(Locale.ROOT) + " '" + message.title() + "'";
    }
}
